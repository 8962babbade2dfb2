// What stands between us and a feed, in Japanese, by the English sentence of the API.

/** `{name}` stands for what the sentence says there. */
export const feeds: Readonly<Record<string, string>> = {
  'This address is not on the open web, or leads away from it. Give another one.':
    '公開されたアドレスではないか、そうでない所へ移されます。別のアドレスにしてください。',
  'Nothing answers at this address. See whether it opens in a browser.':
    'このアドレスから応答がありません。ブラウザで開けるか確かめてください。',
  'This address leads on to other addresses, and never to a feed. See whether it opens in a browser.':
    'ほかのアドレスへ次々に移され、フィードにたどり着きません。ブラウザで開けるか確かめてください。',
  'This feed did not come within ten seconds. It is asked again later.':
    '十秒のうちに届きませんでした。あとでもう一度見に行きます。',
  'This feed has more than 5 MB. Look for a shorter one of the same site.':
    'フィードが 5 MB を超えています。同じサイトの、短いものを探してください。',
  'This address answers with the error {status}. See whether the feed has moved.':
    'エラー {status} が返りました。フィードが移っていないか確かめてください。',
  'This site asks us to come back later (error {status}). It is asked again when it wants to be.':
    'あとで来るように言われました（エラー {status}）。求められた時刻にもう一度見に行きます。',
  'This feed is for those who sign in or pay: it answers {status}. Look for a public one.':
    'ログインや購読の要るフィードです（{status}）。公開されたものを探してください。',
  'This site says that the feed is gone for good. Look for the new one, or take it off.':
    'フィードはなくなったと、サイトが述べています。新しいものを探すか、購読をやめてください。',
  'The robots.txt of this site asks programs not to read this feed. Ask the site, or take it off.':
    'プログラムで読まないよう、サイトの robots.txt が求めています。サイトに尋ねるか、購読をやめてください。',
  'There is a page at this address, and it names no feed. Look for “RSS” on it.':
    'ページはありますが、フィードが見つかりません。ページの中で「RSS」を探してください。',
  'What stands at this address is no feed (RSS, Atom or JSON Feed). See whether it has moved.':
    'フィード（RSS、Atom、JSON Feed）ではありません。移っていないか確かめてください。',
  'This feed declares entities of its own, which are not read. Tell the site.':
    '独自の実体を宣言しているため読めません。サイトに知らせてください。',
  'The elements of this feed are more, or nested deeper, than any feed needs. Tell the site.':
    '要素が多すぎるか、入れ子が深すぎます。サイトに知らせてください。',
  'Reading this feed broke off again and again. Take it off, or tell us.':
    '読むたびに途切れます。購読をやめるか、お知らせください。',
  'This is no OPML. Export the feeds of your reader again, as OPML.':
    'OPML ではありません。お使いのリーダーから、OPML として書き出し直してください。',
  'It names no address of a feed.': 'フィードのアドレスがありません。',
  'Its address is not on the open web.': '公開されたアドレスではありません。',
  'More than {count} feeds are not watched.': '購読できるのは {count} までです。',
};
