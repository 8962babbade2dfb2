// What is said of the lines of a pasted page or of Markdown, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const pages: Readonly<Record<string, string>> = {
  // A pasted page.
  'Left out: the frame of the site': '省きました：サイトの枠です',
  'Left out: pictures. Give a digest and its sources theirs as "image"':
    '省きました：画像です。画像の欄に入れてください',
  'Left out from here on: the elements of this page are nested too deep':
    'ここから先を省きました：ページの入れ子が深すぎます',
  'Characters were taken out of it. {problem}': '一部の文字を取りました。{problem}',
  'Moved to the conclusion: the page has none at its end':
    '結論に移しました：ページの終わりに結論がありません',
  'Taken as a conclusion without 💡': '💡 はありませんが、結論としました',
  'Kept in the closing: it follows the last section without 💡':
    '結びに置きました：最後の節のあとにあり、💡 がありません',
  'Joined to the 💡 before it': '前の 💡 につなげました',
  'Moved to the closing: 10 conclusions are enough': '結びに移しました：結論は 10 までです',
  'Kept where it stands, with its mark: it is not in the conclusion':
    '印ごとその場に残しました：結論の中にありません',
  'Taken as the title of the source, although it ends as a sentence does':
    '文のように終わりますが、出典の題名としました',
  'Left out: {why}': '省きました：{why}',
  'Left out: the {whose} has another day': '省きました：{whose}には別の日付があります',
  source: '出典',
  digest: 'ダイジェスト',
  'it could be two days': '二とおりの日付に読めます',
  'no day can be read in it: write it as 2025-03-14':
    '日付として読めません。2025-03-14 のように書いてください',
  'there is no such day': 'ない日付です',
  'Only its day is in the digest': '日付だけを取りました',
  'No heading found before it: look at this section':
    '前に見出しがありません。この節を確かめてください',
  'No heading found here: look at this section': '見出しがありません。この節を確かめてください',
  'No question and answer after it: look at this section':
    '続く問いと答えがありません。この節を確かめてください',
  'Joined to the ✅ point before it': '前の ✅ につなげました',
  'Left out: a day stands beside the title of its source':
    '省きました：日付は出典の題名のわきにあります',
  'Kept in the body: it is the day of no source': '本文に残しました：どの出典の日付でもありません',
  'The source has no title: look at this section':
    '出典に題名がありません。この節を確かめてください',
  'Kept in the body: a source has at most 10 points': '本文に残しました：要点は 10 までです',
  'What follows the address is in the body': 'アドレスに続く部分は本文に入れました',
  'Its link or marks were left out: it is plain words':
    'リンクや印を省きました：ここは文字だけの欄です',
  'Kept in the body: the source has no https:// address':
    '本文に残しました：出典に https:// のアドレスがありません',
  'Left out: it repeats a line that is in the body': '省きました：本文にある行のくりかえしです',
  'Left out: there is no source to hold this day': '省きました：この日付をもつ出典がありません',
  'Left out: it stands above the mail that was passed on':
    '省きました：転送されたメールの上に書かれた行です',
  'Left out: it is another message of the chat': '省きました：チャットの別のメッセージです',
  'Left out: what is struck out, from this line on':
    '省きました：この行から先の取り消し線の文字です',
  'Left out: the comments of a word processor, from this line on':
    '省きました：この行から先の、ワープロのコメントです',
  'Entities were read as the characters they stand for: {found}':
    '文字参照を、それが表す文字にしました：{found}',
  'Its address only led on to another, which stands here: try the link':
    '別のアドレスに転送するだけのアドレスだったので、転送先に替えました：リンクを確かめてください',
  'Only its day is in the digest: the line under the points names another publisher':
    '日付だけを使いました：要点の下の行に別の媒体の名があります',
  'Left out: there is no source to hold it': '省きました：これをもつ出典がありません',
  'Left out: it says who sent the page, and when': '省きました：だれがいつ送ったかを述べる行です',
  'Left out: a program adds it to what it sends': '省きました：送信ソフトが加えた行です',
  'Joined to the line before it, where a program broke it':
    '送信ソフトが折った行を、前の行につなげました',
  'Joined to the address that the line before ends with: try the link':
    '前の行の終わりのアドレスにつなげました。リンクを確かめてください',
  'The page has no headline before its first section': '最初の節の前に見出しがありません',
  'The page must have 1 to 20 sections, each with its ✅ points':
    '節は 1 から 20 で、それぞれに ✅ の要点が要ります',
  'The page must end with 1 to 10 lines that begin with 💡':
    'ページの終わりに、💡 で始まる行が 1 から 10 要ります',
  'Moved to the closing: it follows the comment that ends the last section':
    '結びに移しました：最後の節を閉じるふきだしのあとにあります',
  'A link in it is no longer a link: only https:// and mailto: are':
    'リンクを外しました：https:// と mailto: だけがリンクになります',
  'Left out: an address above the first section': '省きました：最初の節より上のアドレスです',
  'Joined to the lead: it is one paragraph': 'リードにつなげました：リードは一段落です',
  // Markdown.
  'Kept as a paragraph. {why}': '段落として残しました。{why}',
  'A hook needs both "> Q:" and "> A:"': '問いと答えには「> Q:」と「> A:」の両方が要ります',
  'A digest has no code: ` stays a character':
    'ダイジェストにコードはありません。` は文字のままです',
  'A digest has no emphasis but **strong** in texts: {mark} stays a character':
    '強調は本文の **太字** だけです。{mark} は文字のままです',
  'A digest strikes nothing out: ~~ stays words': '取り消し線はありません。~~ は文字のままです',
  'A digest highlights nothing: == stays words': '蛍光ペンはありません。== は文字のままです',
  'HTML means nothing in a digest: < and > stay characters':
    'HTML は使えません。< と > は文字のままです',
  'A digest has no entities: write the character itself':
    '文字参照は使えません。文字そのものを書いてください',
  'A picture stands on a line of its own, under the headline or a source':
    '画像は、見出しか出典の下に、一行で書いてください',
  'A link stands in a text and leads to a whole address: [label](https://…)':
    'リンクは本文の中に、完全なアドレスで [言葉](https://…) と書いてください',
  'Nothing says where this link leads': 'このリンクの行き先が書かれていません',
  'A digest has no footnotes': '脚注は使えません',
  'A digest has no links between notes': 'ノート間のリンクは使えません',
  'A digest has no attributes in braces': '波かっこの属性は使えません',
  'No second line like this ends the front matter: it is read as text':
    '前書きの終わりの行がないので、本文として読みました',
  'Left out: front matter says each thing once': '省きました：前書きの項目は一度ずつです',
  'Left out: front matter holds {keys}': '省きました：前書きの項目は {keys} です',
  'Only its day is kept, {day}': '日付 {day} だけを残しました',
  'Taken as the publisher, for it stands right under the source; a paragraph stands behind the points':
    '出典のすぐ下にあるので媒体としました。段落は要点のあとに書いてください',
  'Taken as the publisher, its day too: {why}': '日付も含めて媒体としました：{why}',
  'Write the headline as a line "# …"': '見出しを「# …」の行に書いてください',
  'Open every section with a line "## …"; there must be at least one, at most 20':
    '節はそれぞれ「## …」の行で始めてください。ひとつ以上、20 までです',
  'Write the conclusion as lines "- 💡 …", at least one, at most 10':
    '結論を「- 💡 …」の行に書いてください。ひとつ以上、10 までです',
  'A link has no title of its own: {title} is left out':
    'リンクに題名はつきません。{title} を省きました',
  'A link has no title: {title} is left out': 'リンクに題名はつきません。{title} を省きました',
  'Its indentation means nothing: a list has one level, a point one paragraph':
    '字下げに意味はありません。箇条書きは一段、要点は一段落です',
  'A digest has one headline': '見出しはひとつです',
  'What stands above the headline is the lead': '見出しの上にあるものはリードとしました',
  'Moved behind the last section: another one follows here':
    '最後の節のあとに移しました：ここには別の節が続きます',
  'Makes a heading of the words above it; the end of the sections has an empty line above':
    '上の言葉が見出しになります。節の終わりの線は、上を一行あけてください',
  'A section has one source, written "### [title](https://…)"':
    '出典は一つの節にひとつ、「### [題名](https://…)」と書いてください',
  'Only a digest and a source have an image, each one': '画像は、ダイジェストと出典に一つずつです',
  'Points stand right under their source': '要点は出典のすぐ下に書いてください',
  'A digest has no lists but points and conclusion': '箇条書きは、要点と結論だけです',
  'A digest has no quotations but "> Q:" and "> A:"': '引用は「> Q:」と「> A:」だけです',
  'This mark has no meaning in a digest': 'この印に意味はありません',
  'The empty box is left out: a point is no task': '空のチェック欄を省きました',
  'A section has one Q and one A': '問いと答えは、一つの節に一つずつです',
  'Kept as the lead: comments stand in sections': 'リードとしました：ふきだしは節の中だけです',
  'In a digest no backslash keeps ** or a link from being one':
    'バックスラッシュで ** やリンクを打ち消すことはできません',
  'A digest has no code: each line of it is kept as a paragraph, its fence not':
    'コードは使えません。一行ずつ段落とし、囲みの印を省きました',
  'A comment is left out: nobody would read it': '省きました：だれも読まないコメントです',
  'Left out: this name leads elsewhere already':
    '省きました：この名前はすでに別の行き先をもっています',
  'Left out: no link has this name': '省きました：この名前のリンクはありません',
  'A digest has no tables: each row is kept as a paragraph':
    '表は使えません。一行ずつ段落としました',
  'Read as {kind}, which this text looks like': '{kind} らしいので、そのように読みました',
};
