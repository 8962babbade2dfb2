// What stands between an address and its article, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const proposals: Readonly<Record<string, string>> = {
  // Nothing was read.
  'This address is not on the open web, or leads away from it.':
    '開かれたウェブのアドレスではないか、その外へ導くアドレスです。',
  'Nothing answers at this address.': 'このアドレスから応答がありません。',
  'This address leads on to other addresses, and never to a page.':
    'ほかのアドレスへ次々に移され、ページにたどり着きません。',
  'This page did not come within ten seconds.': 'このページは十秒のうちに届きませんでした。',
  'This page has more than 5 MB.': 'このページは 5 MB より大きいです。',
  'There is no page at this address, but a file.':
    'このアドレスにあるのは、ページではなくファイルです。',
  'This address answers with the error {status}.': 'このアドレスはエラー {status} を返します。',
  'The elements of this page are nested past all reason.':
    'このページは、要素の入れ子が深すぎます。',
  'No text of an article was found on this page.': 'このページに記事の本文が見つかりません。',
  'This page names no https address that a digest could cite.':
    'ダイジェストが出典にできる https のアドレスがありません。',
  'No sentence of this article can stand as a point.': 'この記事には、要点にできる文がありません。',
  'Reading this page broke off every time.': 'このページは、読むたびに途切れました。',
  // Something was read that is not the article.
  'This page is for those who sign in or pay: it answers {status}.':
    'サインインした人か、お金を払った人のためのページです（応答は {status}）。',
  'This page says that its article is not free.': '無料の記事ではないと、ページが述べています。',
  'This address leads to the front page of a site: the article may be gone.':
    'サイトのトップページに移されます。記事はもうないのかもしれません。',
  'This page shows only the beginning of its article.': '記事のはじめだけが載っているページです。',
  // The article was read.
  'The robots.txt of this site asks programs not to read this page.':
    'このサイトの robots.txt は、このページをプログラムで読まないように求めています。',
  'This article is very long: only its beginning was read.':
    'とても長い記事なので、はじめのほうだけを読みました。',
  'This address was given as http, and read as https.': 'http のアドレスを https で読みました。',
  'This article is not in the language of the digest: its points are not, either.':
    '記事の言語がダイジェストと違います。要点も記事の言語のままです。',
  'The points repeat more of this article than a citation should.':
    '要点が、引用としては記事を写しすぎています。',
  'The list has had this article, in the digest of {day}.':
    'このリストには、ダイジェスト（{day}）で一度お届けした記事です。',
  'The list has had this story, with nothing new in it, in the digest of {day}.':
    'このリストには、ダイジェスト（{day}）でお届けした話です。新しいことは書かれていません。',
  'The list has had this story, in the digest of {day}: the section says that it goes on.':
    'このリストには、ダイジェスト（{day}）でお届けした話です。節には、続きだと書いてあります。',
  'This may be the same event as “{title}”.': '「{title}」と同じ出来事かもしれません。',
  'Another proposal for this list has this article, too.':
    'このリストのほかの提案にも、同じ記事があります。',
  // A model was to write.
  'The site of this article keeps it from language models.':
    'このサイトは、記事を言語モデルに読ませないとしています。',
  'The language model did not answer in time, or not at all.':
    '言語モデルから、時間のうちに答えがありませんでした。',
  'The answers of the language model could not stand: they broke the rules every time.':
    '言語モデルの答えは、どれも決まりに合わず、使えませんでした。',
  'The cap of tokens or money for one proposal was reached.':
    'ひとつの提案に使える量か金額の上限に達しました。',
  'The verifier did not answer in its form.': '検証役のモデルが、決まった形で答えませんでした。',
  // What to do.
  'Its points are sentences that were chosen and shortened without one.':
    '要点は、言語モデルを使わずに選び、短くした文です。',
  'Its word on these points is absent.': 'これらの要点について、検証の結果はありません。',
  'See that it says what is new.': '新しいことが伝わるか、確かめてください。',
  'Make one section of both, if it is.': '同じなら、ひとつのセクションにまとめてください。',
  'Leave it out, or say what is new.': '外すか、何が新しいかを書いてください。',
  'See whether it opens in a browser, and give its text instead.':
    'ブラウザで開けるか確かめて、文章を貼りつけてください。',
  'Look for where it is now, or leave it out.': '今の場所を探すか、この記事を外してください。',
  'Open it yourself, and give its text instead.': 'ご自身で開いて、文章を貼りつけてください。',
  'Write its points yourself, or cite another article.':
    '要点をご自身で書くか、別の記事を出典にしてください。',
  'Ask the site, or leave the article out.': 'サイトに確かめるか、この記事を外してください。',
  'Translate them in the digest.': 'ダイジェストで訳してください。',
  'Shorten them.': '短くしてください。',
};
