// The sentences of checks and of a digest's schema in Japanese, by their English.

/** First match wins; `$1` is what the English sentence says there. */
export const checkSentences: readonly (readonly [RegExp, string])[] = [
  [/^Must not be empty$/, '書いてください'],
  [/^Needs at least one section$/, '節をひとつは書いてください'],
  [/^Holds at most 20 sections$/, '節は 20 までです'],
  [/^Needs at least one conclusion$/, '結論をひとつは書いてください'],
  [/^Holds at most 10 conclusions$/, '結論は 10 までです'],
  [/^Needs at least one point$/, '要点をひとつは書いてください'],
  [/^Holds at most 10 points$/, '要点は 10 までです'],
  [/^Holds at most 200 paragraphs$/, '段落は 200 までです'],
  [/^Must be at most (\d+) characters$/, '$1 字までにしてください'],
  [
    /^Must be a valid https:\/\/ address.*$/,
    'https:// で始まる正しいアドレスにしてください（空白、ユーザー名、パスワードは使えません）',
  ],
  [/^Must be a day that exists, written YYYY-MM-DD$/, '実在する日付を YYYY-MM-DD で書いてください'],
  [
    /^Must be a registered language \(BCP 47\), such as ja or en-GB: did you mean (.+)\?$/,
    '登録された言語（ja、en-GB など）にしてください。$1 ではありませんか',
  ],
  [
    /^Must be a (?:registered language|BCP 47 language tag).*$/,
    '登録された言語（ja、en-GB など）にしてください',
  ],
  [
    /^The link (.+) must go to a valid https:\/\/ or mailto: address$/,
    'リンク $1 の行き先は https:// か mailto: にしてください',
  ],
  [/^Must not contain the character (\S+)$/, '使えない文字 $1 を取ってください'],
  [/^Must not contain half a surrogate pair$/, '壊れた文字を取ってください'],
  [/^Must be one line: write a new entry instead$/, '一行にしてください。続きは新しい欄へ'],
  [/^Write a subject$/, '件名を書いてください'],
  [
    /^Take line breaks and control characters out of the subject$/,
    '件名から改行と制御文字を取ってください',
  ],
  [
    /^Shorten the subject to (\d+) columns, or phones cut it: it takes (\d+).*$/,
    '電話では切れます。件名を $1 桁までに（今は $2 桁、全角は 2 桁）',
  ],
  [
    /^The mail has (\d+) KB of HTML\. Shorten it below 102 KB.*$/,
    'HTML が $1 KB あります。102 KB より短く（Gmail が配信停止のリンクを隠します）',
  ],
  [
    /^The mail has (\d+) KB of HTML\. Shorten it below 90 KB.*$/,
    'HTML が $1 KB あります。Gmail の限度まで余裕をもって 90 KB より短く',
  ],
  [
    /^Set SENDER_ADDRESS:.*$/,
    'SENDER_ADDRESS に住所を設定してください。どのメールにも法律で要ります',
  ],
  [
    /^Remove or correct the placeholder (.+): none is known here$/,
    '差し込み $1 は使えません。取ってください',
  ],
  [
    /^Remove or correct the placeholder (.+): known are (.+)$/,
    '差し込み $1 を直してください（使えるのは $2）',
  ],
  [/^Finish this text: it still says (.+)$/, '「$1」が残っています。仕上げてください'],
  [
    /^Remove the invisible character (\S+) unless it is meant$/,
    '見えない文字 $1 があります。意図したものでなければ取ってください',
  ],
  [
    /^Look whether (\d+) is still meant: it is (\d+)$/,
    '$1 年のままでよいか確かめてください。今年は $2 年です',
  ],
  [
    /^Say it more calmly: spam filters know “(.+)”$/,
    '「$1」は迷惑メールの言い回しです。穏やかに言いかえてください',
  ],
  [
    /^Give this link other words: “(.+)” already leads to (\S+)$/,
    '「$1」はすでに $2 へのリンクです。別の言葉にしてください',
  ],
  [
    /^Give one of the links “(.+)” other words: they lead to (\S+) and (\S+)$/,
    '「$1」というリンクが二つの行き先（$2 と $3）をもっています。言葉を変えてください',
  ],
  [
    /^Write the full address: spam filters distrust (\S+)$/,
    '短縮せずに書いてください。$1 は迷惑メールと疑われます',
  ],
  [/^Try (\S+): it did not answer$/, '$1 から応答がありません。確かめてください'],
  [/^Try (\S+) yourself: it was not looked at.*$/, '$1 は調べていません。ご自身で確かめてください'],
  [
    /^Describe the picture in words, for those who do not see it$/,
    '画像を見られない人のために、言葉で説明してください',
  ],
  [
    /^Look whether this address is a picture: its size could not be read$/,
    '画像の大きさを読めません。アドレスを確かめてください',
  ],
  [
    /^Use a picture of at most 1200 px; it has (\d+) × (\d+)$/,
    '画像は 1200 px までにしてください（今は $1 × $2）',
  ],
  [/^Add points: three are usual, here are (\d+)$/, '要点はふつう三つです（今は $1）'],
  [
    /^Choose a darker accent colour: (.+) of 4\.5$/,
    'もっと濃いアクセントカラーにしてください（$1、必要なのは 4.5）',
  ],
];
