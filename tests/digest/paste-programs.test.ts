// What other programs make of a digest before it is pasted: covering notes, tracked changes, led-on links, wide letters.
import { expect, test } from 'vitest';
import { readText } from '../../src/digest/intake/read-text.ts';

function read(text: string) {
  const result = readText(text, 'text');
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.errors));
  const told = result.warnings.map(({ line, message }) => `${line}: ${message}`);
  return { ...result.digest, told };
}

const plain = (source: string) => `Bread that keeps for a month

A baker in the hills has found a loaf that stays soft.

Can bread be stored like cheese?
What keeps it from drying out?
A crust of rye

The month-long loaf
✅ Stays soft
Source: ${source}

💡 Old ways keep longest`;

test('a mail that was passed on is the digest in it, without cover, head and signature', () => {
  const { told, ...digest } = read(`田中様

下記、本日分です。

-----Original Message-----
From: Editorial Desk <desk@paper.example>
Sent: Thursday, November 26, 2026 9:02 AM
Subject: FW: Digest draft

> The town that turned its lights down
> November 26, 2026
>
> A valley has switched off half of its street lamps, and the people who
> live there say that they sleep better than they have in years.
>
> Why would a town want to be dark?
> Q: Is it not dangerous to walk home at night?
> A: Accidents did not rise.
>
> The lamps were dimmed in March, street by street, after a vote.
>
> Half of the lamps off, and nobody fell
> The Northern Post, November 20, 2026
> * ✅ Power use fell by 48 percent
> * ✅ Moths came back
> Source: <https://northern-post.example/lamps/half-off>
>
> * 💡 Less light can be more safety
>
> --
> Editorial Desk | desk@paper.example`);
  expect(digest).toMatchObject({
    language: 'en',
    headline: 'The town that turned its lights down',
    publishedOn: '2026-11-26',
    sections: [
      {
        heading: 'Why would a town want to be dark?',
        hook: {
          question: 'Is it not dangerous to walk home at night?',
          answer: 'Accidents did not rise.',
        },
        opener: [{ text: 'The lamps were dimmed in March, street by street, after a vote.' }],
        source: {
          title: 'Half of the lamps off, and nobody fell',
          publisher: 'The Northern Post',
          publishedOn: '2026-11-20',
          url: 'https://northern-post.example/lamps/half-off',
        },
      },
    ],
    closing: [],
    conclusion: ['Less light can be more safety'],
  });
  const cover = 'Left out: it stands above the mail that was passed on';
  const head = 'Left out: it says who sent the page, and when';
  const signature = 'Left out: a program adds it to what it sends';
  expect(told).toEqual([
    ...[1, 3].map((line) => `${line}: ${cover}`),
    ...[5, 6, 7, 8].map((line) => `${line}: ${head}`),
    '14: Joined to the line before it, where a program broke it',
    ...[30, 31].map((line) => `${line}: ${signature}`),
  ]);
});

test.each([
  [
    'LINE',
    (page: string) =>
      `[LINE] 編集部とのトーク履歴\n保存日時：2026/11/26 09:10\n\n2026/11/26(木)\n08:10\t佐藤\tおはようございます\n08:12\t高橋みほ\t"${page}"\n08:15\t佐藤\tありがとうございます！`,
    [1, 2, 4, 5, 19],
  ],
  [
    'WhatsApp',
    (page: string) =>
      `26/11/2026, 08:10 - Sato Ken: Good morning\n26/11/2026, 08:12 - Miho: ${page}\n26/11/2026, 08:15 - Sato Ken: Thank you`,
    [1, 15],
  ],
  [
    'a bracketed log',
    (page: string) =>
      `[2026/11/26, 8:12:33] Miho: ${page}\n[2026/11/26, 8:15:02] Sato: Thank you\nand see you`,
    [14, 15],
  ],
])('of the log of %s the message with points is the page', (_, wrap, named) => {
  const page = plain('https://hills.example/bread').replace('that keeps', 'at 8:30 that keeps');
  const { told, ...digest } = read(wrap(page));
  expect(told.map((one) => Number.parseInt(one, 10))).toEqual(named);
  expect({ ...digest, told: [] }).toEqual({ ...read(page), told: [] });
});

test('a timetable in a page is no log of a chat', () => {
  const page = plain('https://hills.example/bread').replace(
    'A baker in',
    '08:30 Doors open wide\n09:00 Bread is there\nA baker in',
  );
  const { lead } = read(page);
  expect(lead).toContain('08:30 Doors open wide 09:00 Bread is there');
});

test('a document of Word leaves its tracked changes and comments behind, by name', () => {
  const { told, ...digest } = read(`<html xmlns:o="urn:schemas-microsoft-com:office:office">
<body lang=JA><div class=WordSection1>
<p class=MsoTitle>海辺の図書館、<span lang=EN-US>3</span>年目の静けさ<o:p></o:p></p>
<p class=MsoNormal><span lang=EN-US>2026</span>年<span lang=EN-US>11</span>月<span lang=EN-US>25</span>日<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2>なぜ海辺に図書館を？</h2>
<p class=MsoNormal>Q<span>：</span>潮風で本は傷まないの？</p>
<p class=MsoNormal>A<span>：</span>二重の扉と除湿で守っています。</p>
<p class=MsoNormal>町の外からも人が来るようになりました。</p>
<p class=MsoNormal><b>潮騒の閲覧室、来館10万人</b></p>
<p class=MsoNormal>海辺新報　2026/11/22</p>
<p class=MsoListParagraph><span style='font-family:Wingdings'>ü<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span>来館者は<del datetime="2026-11-24">9万</del><ins>10万</ins>人を超えた<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[T1]</a></span></p>
<p class=MsoNormal>出典：<a href="https://umibe.example.jp/lib?id=1&amp;p=2">海辺新報</a></p>
<p class=MsoNormal>💡 静けさも、町の資源になる</p>
<div style='mso-element:comment-list'><p class=MsoCommentText>確認ずみ？</p></div>
</div></body></html>`);
  expect(digest).toMatchObject({
    headline: '海辺の図書館、3年目の静けさ',
    publishedOn: '2026-11-25',
    sections: [
      {
        hook: { question: '潮風で本は傷まないの？', answer: '二重の扉と除湿で守っています。' },
        source: {
          title: '潮騒の閲覧室、来館10万人',
          publisher: '海辺新報',
          publishedOn: '2026-11-22',
          points: ['来館者は10万人を超えた'],
        },
      },
    ],
    closing: [],
  });
  expect(digest).not.toHaveProperty('lead');
  expect(told).toEqual([
    '1: Read as HTML, which this text looks like',
    '12: Left out: what is struck out, from this line on',
    '12: Left out: the comments of a word processor, from this line on',
  ]);
});

test.each([
  'https://www.google.com/url?q=https://hills.example/bread%3Fa%3D1&sa=D&usg=AOv',
  'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhills.example%2Fbread%3Fa%3D1&data=05',
  'https://l.facebook.com/l.php?u=https%3A%2F%2Fhills.example%2Fbread%3Fa%3D1&h=AT0',
])('the address behind %s is taken, and that is said', (address) => {
  const { sections, told } = read(plain(address));
  expect(sections[0]?.source?.url).toBe('https://hills.example/bread?a=1');
  expect(told).toEqual(['11: Its address only led on to another, which stands here: try the link']);
});

test.each([
  'https://www.google.com/url?q=javascript:alert(1)',
  'https://www.google.com/search?q=https://hills.example/',
  'https://example.com/url?q=https://hills.example/',
])('%s stays as it is', (address) => {
  expect(read(plain(address)).told).toEqual([]);
});

test('letters and marks of full width are read where they say something, and kept elsewhere', () => {
  const { told, ...digest } = read(`ﾄｸﾎｳ：ｶﾞｿﾘﾝ不要の船、湖を渡る
２０２６年１１月２５日

電気の船は、どこまで行ける？
Ｑ：充電は１回で足りるの？
Ａ：片道２０ｋｍなら足ります。

ﾊﾞｯﾃﾘｰを積んだ船が、この秋から湖を渡っています。

静かな船、湖上を２０ｋｍ
湖国ﾀｲﾑｽ　２０２６／１１／２１
✅　騒音は６０ｄＢ以下
出典：湖国ﾀｲﾑｽ　ｈｔｔｐｓ：／／ｋｏｋｏｋｕ．ｅｘａｍｐｌｅ．ｊｐ／ｎｅｗｓ／２０

💡　静けさは乗り心地になる`);
  expect(told).toEqual([]);
  expect(digest).toMatchObject({
    headline: 'ﾄｸﾎｳ：ｶﾞｿﾘﾝ不要の船、湖を渡る',
    publishedOn: '2026-11-25',
    sections: [
      {
        hook: { question: '充電は１回で足りるの？', answer: '片道２０ｋｍなら足ります。' },
        source: {
          title: '静かな船、湖上を２０ｋｍ',
          publisher: '湖国ﾀｲﾑｽ',
          publishedOn: '2026-11-21',
          url: 'https://kokoku.example.jp/news/20',
        },
      },
    ],
  });
});

test('entities in a pasted text are read as what they stand for, once, and that is said', () => {
  const { headline, sections, told } = read(
    plain('https://hills.example/?a=1&amp;b=2')
      .replace('Bread that', 'Bread &amp; butter&nbsp;that')
      .replace('✅ Stays soft', '✅ Stays&#12354; &#x1F35E; &amp;lt; &#0; &#xD800; &unknown; soft'),
  );
  expect(headline).toBe('Bread & butter that keeps for a month');
  expect(sections[0]?.source).toMatchObject({
    url: 'https://hills.example/?a=1&b=2',
    points: ['Staysあ 🍞 &lt; &#0; &#xD800; &unknown; soft'],
  });
  const entities = 'Entities were read as the characters they stand for:';
  expect(told).toEqual([
    `1: ${entities} &amp; &nbsp;`,
    `10: ${entities} &#12354; &#x1F35E; &amp;`,
    `11: ${entities} &amp;`,
  ]);
});

test.each([
  ['View this email in your browser', 'You get this mail because you signed up. Unsubscribe'],
  ['[ブラウザで見る](https://example.com/v)', '[配信停止はこちら](https://example.com/u)'],
  ['- 1 -', '– 2 –'],
])('“%s” and “%s” are of a program, not of the digest', (first, last) => {
  const page = plain('https://hills.example/bread');
  const { told, ...digest } = read(`${first}\n\n${page}\n\n${last}`);
  expect(digest).toEqual({ ...read(page), told: undefined });
  const added = 'Left out: a program adds it to what it sends';
  expect(told).toEqual([`1: ${added}`, `17: ${added}`]);
});

test.each([
  ['Q. Who turns it on?', 'A. Your steps do', 'Who turns it on?', 'Your steps do'],
  ['Q1：誰がつけるの？', 'A1：歩く人です', '誰がつけるの？', '歩く人です'],
  ['Q 誰がつけるの？', 'A 歩く人です', '誰がつけるの？', '歩く人です'],
  ['【Q】誰がつけるの？', '【A】歩く人です', '誰がつけるの？', '歩く人です'],
  ['質問：誰がつけるの？', '回答：歩く人です', '誰がつけるの？', '歩く人です'],
  ['Q. Who turns it on?', 'A lamp does', 'Q. Who turns it on?', 'A lamp does'],
  ['Quick, is it?', 'A.M. and P.M.', 'Quick, is it?', 'A.M. and P.M.'],
])('“%s” and “%s” are a hook', (asked, answered, question, answer) => {
  const page = plain('https://hills.example/bread')
    .replace('What keeps it from drying out?', asked)
    .replace('A crust of rye', answered);
  expect(read(page).sections[0]?.hook).toEqual({ question, answer });
});
