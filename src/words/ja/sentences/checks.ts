// What checks and the schema of a digest say, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const checks: Readonly<Record<string, string>> = {
  // The schema.
  'Is required': '書いてください',
  'Must not be empty': '書いてください',
  'Needs at least one section': '節をひとつは書いてください',
  'Holds at most 20 sections': '節は 20 までです',
  'Needs at least one conclusion': '結論をひとつは書いてください',
  'Holds at most 10 conclusions': '結論は 10 までです',
  'Needs at least one point': '要点をひとつは書いてください',
  'Holds at most 10 points': '要点は 10 までです',
  'Holds at most 200 paragraphs': '段落は 200 までです',
  'Must be at most {count} characters': '{count} 字までにしてください',
  'Must be a valid https:// address without spaces, user name or password':
    'https:// で始まる正しいアドレスにしてください（空白、ユーザー名、パスワードは使えません）',
  'Must be a day that exists, written YYYY-MM-DD': '実在する日付を YYYY-MM-DD で書いてください',
  'Must be a BCP 47 language tag': '登録された言語（ja、en-GB など）にしてください',
  'Must be a registered language (BCP 47), such as ja or en-GB':
    '登録された言語（ja、en-GB など）にしてください',
  'Must be a registered language (BCP 47), such as ja or en-GB: did you mean {tag}?':
    '登録された言語（ja、en-GB など）にしてください。{tag} ではありませんか',
  'The link {link} must go to a valid https:// or mailto: address':
    'リンク {link} の行き先は https:// か mailto: にしてください',
  'Must not contain the character {character}': '使えない文字 {character} を取ってください',
  'Must not contain half a surrogate pair': '壊れた文字を取ってください',
  'Must be one line: write a new entry instead': '一行にしてください。続きは新しい欄へ',
  'Must be text': '文字で書いてください',
  'Must be a number': '数で書いてください',
  'Must be a whole number': '整数で書いてください',
  'Must be at least {least}': '{least} 以上にしてください',
  'Must be at most {most}': '{most} 以下にしてください',
  'Must be an id, as an answer has shown it': '一覧から選んでください',
  'Needs at least one entry': 'ひとつは選んでください',
  'Needs at least {count} entries': '{count} 以上を選んでください',
  'Holds at most one entry': 'ひとつまでです',
  'Holds at most {count} entries': '{count} までです',
  // The content, its subject and its size.
  'Write a subject': '件名を書いてください',
  'Take line breaks and control characters out of the subject':
    '件名から改行と制御文字を取ってください',
  'Shorten the subject to {most} columns, or phones cut it: it takes {width} (full-width characters count two)':
    '電話では切れます。件名を {most} 桁までに（今は {width} 桁、全角は 2 桁）',
  'The mail has {kilobytes} KB of HTML.': 'HTML が {kilobytes} KB あります。',
  'Shorten it below 102 KB: Gmail would hide the unsubscribe link':
    '102 KB より短くしてください（Gmail が配信停止のリンクを隠します）',
  "Shorten it below 90 KB to stay clear of Gmail's limit":
    'Gmail の限度まで余裕をもって、90 KB より短くしてください',
  'Set SENDER_ADDRESS: the law wants a postal address in every mail':
    'SENDER_ADDRESS に住所を設定してください。どのメールにも法律で要ります',
  'Remove or correct the placeholder {placeholder}: none is known here':
    '差し込み {placeholder} は使えません。取ってください',
  'Remove or correct the placeholder {placeholder}: known are {known}':
    '差し込み {placeholder} を直してください（使えるのは {known}）',
  'Finish this text: it still says {found}': '「{found}」が残っています。仕上げてください',
  'Remove the invisible character {character} unless it is meant':
    '見えない文字 {character} があります。意図したものでなければ取ってください',
  'Look whether {year} is still meant: it is {now}':
    '{year} 年のままでよいか確かめてください。今年は {now} 年です',
  'Say it more calmly: spam filters know “{phrase}”':
    '「{phrase}」は迷惑メールの言い回しです。穏やかに言いかえてください',
  'Look where this address ends: “{excess}” seems to belong to the text around it':
    'アドレスの終わりを確かめてください。「{excess}」はまわりの文のもののようです',
  'Give this link other words: “{label}” already leads to {other}':
    '「{label}」はすでに {other} へのリンクです。別の言葉にしてください',
  'Write the full address: spam filters distrust {host}':
    '短縮せずに書いてください。{host} は迷惑メールと疑われます',
  'Try {link}: it did not answer': '{link} から応答がありません。確かめてください',
  'Try {link} yourself: it was not looked at (private address, or too many links)':
    '{link} は調べていません（内部のアドレスか、リンクが多すぎます）。ご自身で確かめてください',
  'Describe the picture in words, for those who do not see it':
    '画像を見られない人のために、言葉で説明してください',
  'Look at this source: it has not been there since {day}. Cite another, or say so':
    'この出典を確かめてください。{day} からページがありません。別の出典にするか、そのことを書いてください',
  'Look at this source: since {day} it is for those who sign in or pay':
    'この出典を確かめてください。{day} から、サインインした人か、お金を払った人のためのページになっています',
  'Look at this source: since {day} it says something else than what was cited':
    'この出典を確かめてください。{day} から、引いたときとは別のことが書かれています',
  'Look whether this address is a picture: its size could not be read':
    '画像の大きさを読めません。アドレスを確かめてください',
  'Use a picture of at most 1200 px; it has {width} × {height}':
    '画像は 1200 px までにしてください（今は {width} × {height}）',
  'Give this section its source: it has ✅ points, and no address to read on':
    'この節に出典を付けてください。✅ の要点はありますが、続きを読むアドレスがありません',
  'Compare this point with its source: no single sentence of it says this':
    '出典と照らしてください。この要点は、出典のひとつの文にありません',
  'Compare this with the points: no grounded one has {words}':
    '要点と照らしてください。{words} は、出典にもとづく要点のどれにもありません',
  'Shorten the points: they repeat {characters} characters of “{heading}”, and {most} are usual':
    '要点を短くしてください。「{heading}」を {characters} 字写しています（目安は {most} 字）',
  'Add points: three are usual, here are {count}': '要点はふつう三つです（今は {count}）',
  // The mail that is made of it.
  'Restore the header List-Unsubscribe': 'ヘッダー List-Unsubscribe がありません。戻してください',
  'Restore the {name} link of the {part} part':
    '{part} の部分に、{name} のリンクがありません。戻してください',
  'Let {link} start with https:// or mailto:':
    '{link} を https:// か mailto: で始まるようにしてください',
  'Give one of the links “{label}” other words: they lead to {one} and {other}':
    '「{label}」というリンクが二つの行き先（{one} と {other}）をもっています。言葉を変えてください',
  'Give the picture its {missing}: {tag}': '画像に {missing} をつけてください：{tag}',
  'Look up at caniemail.com who can read “{feature}”':
    '「{feature}」を読めるメールソフトを caniemail.com で確かめてください',
  'Choose a darker accent colour: {contrast} of 4.5':
    'もっと濃いアクセントカラーにしてください（{contrast}、必要なのは 4.5）',
};
