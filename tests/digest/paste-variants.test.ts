// The same page out of a word processor, a chat, an HTML file, a quoted mail and a phone.
import { expect, test } from 'vitest';
import { readText, type TextFormat } from '../../src/digest/intake/read-text.ts';
import { english, japanese } from './pages.ts';

function read(text: string, format: TextFormat = 'text') {
  const result = readText(text, format);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.errors));
  const { digest, warnings } = result;
  return { digest, told: warnings.map(({ line, message }) => `${line}: ${message}`) };
}

const whole = read(japanese).digest;
const lines = japanese.split('\n').filter((line) => line !== '');

/** As a site lays such a page out, with what stands around it. */
function toHtml(page: string): string {
  const [, ...content] = page.split('\n').filter((line) => line !== '');
  const body = content.map((line, at) => {
    const text = line
      .replaceAll('&', '&amp;')
      .replace(/https:\S+/u, (url) => `<a href="${url}" target="_blank">${url}</a>`);
    if (at === 0) return `<h1>${text}</h1>`;
    if (/^[✅💡]/u.test(line)) return `<li class="point">${text}</li>`;
    return at % 3 === 0 ? `<h2><span>${text}</span></h2>` : `<p>\n   ${text}<br></p>`;
  });
  return `<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>川べり &amp; 製本所</title>
<style>p { color: red }</style><script>document.write("<p>✅ no point</p>")</script></head>
<body><header><a href="/"><img src="logo.png" alt="Chrysanthemum Digest Logo"></a>
<button>Menu opener</button></header><nav><ul><li><a href="/a">Home</a></li><li>About</li></ul></nav>
<!-- ✅ a comment --><div hidden>✅ unseen</div>
<article>${body.join('\n')}</article>
<footer>© 2026</footer></body></html>`;
}

test('an HTML file is the page that it shows', () => {
  const { digest, told } = read(toHtml(japanese), 'html');
  expect(digest).toEqual(whole);
  expect(told).toEqual([
    '4: Left out: pictures. Give a digest and its sources theirs as "image"',
    '5: Left out: the frame of the site',
    '5: Left out: the frame of the site',
    '51: Left out: the frame of the site',
  ]);
  const given = read(toHtml(japanese));
  expect(given.digest).toEqual(whole);
  expect(given.told[0]).toBe('1: Read as HTML, which this text looks like');
});

test('a word processor sets bullets, soft hyphens and spaces that do not break', () => {
  const page = japanese
    .replace(/^✅ (創業)/gmu, '•\t✔\u00a0$1')
    .replace(/^✅ (職人)/gmu, '\uf0b7\u00a0☑\ufe0f$1')
    .replace(/^✅ (道具)/gmu, '\uf0fc\t$1')
    .replace(/^✅ /gmu, 'o\t✓ ')
    .replace(/^💡 /gmu, '2)\u3000💡\u2060')
    .replaceAll('綴じ', '綴し\u3099')
    .replace('example.jp/bindery', 'example.jp/bin\u00addery')
    .replaceAll('\n\n', '\v\r\n');
  expect(read(page)).toEqual({ digest: whole, told: [] });
});

test('a Windows clipboard holds a header and a fragment', () => {
  const fragment = lines
    .map((line) => `<p class=MsoNormal><span lang=JA>${line}</span><o:p></o:p></p>`)
    .join('\r\n');
  const listed = fragment.replaceAll(
    '<span lang=JA>✅ ',
    "<![if !supportLists]><span style='font-family:Wingdings'>ü<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]><span lang=JA>",
  );
  for (const text of [fragment, listed]) {
    const clipboard = `Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000003000\r\nStartFragment:0000000141\r\nEndFragment:0000002900\r\n<html><body>\r\n<!--StartFragment-->${text}<!--EndFragment--></body></html>`;
    expect(read(clipboard, 'html')).toEqual({ digest: whole, told: [] });
    expect(read(clipboard).digest).toEqual(whole);
  }
});

test('a chat names who wrote, and its marks', () => {
  const message = japanese
    .replace(/^✅ /gmu, '• :white_check_mark: ')
    .replace(/^💡 /gmu, ':bulb: ')
    .replace(/^🚩 /gmu, ':triangular_flag_on_post: ')
    .replace(/(https:\S+)/gu, '<$1|$1>');
  const { digest, told } = read(`山田 花子\n  10:32 AM\n${message}(edited)\n`);
  expect(digest).toEqual(whole);
  expect(told).toEqual([
    '1: Left out: it says who sent the page, and when',
    '2: Left out: it says who sent the page, and when',
    '64: Left out: a program adds it to what it sends',
  ]);
});

test('a quoted mail has > before its lines, and breaks them', () => {
  const long = english
    .replace(
      'The mill has stood empty since 1998.',
      'The mill has stood empty since the last miller left it in the spring of 1998, and nobody but the pigeons has lived there since.',
    )
    .replace(
      'Twelve winders begin in May.',
      'Twelve winders begin in May, and each of them will spend a whole year with the clocks of one parish.',
    )
    .replace(
      'https://gazette.example.com/clocks',
      'https://gazette.example.com/valley/2026/03/03/clocks-and-winders-of-the-old-mill',
    );
  const quoted = long
    .split('\n')
    .flatMap((line) => wrap(line, 70))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
  const { digest, told } = read(`On 4 March 2026, Hanako Yamada wrote:\n${quoted}`);
  expect(digest).toEqual(read(long).digest);
  expect(told[0]).toBe('1: Left out: it says who sent the page, and when');
  expect(new Set(told.slice(1).map((message) => message.replace(/^\d+/u, '')))).toEqual(
    new Set([': Joined to the line before it, where a program broke it']),
  );
});

test('a phone shares a selection in quotes, with its address', () => {
  const shared = `“${lines.slice(1).join('\n')}”\nhttps://digests.example.jp/bindery#:~:text=川べり\n\niPhoneから送信`;
  const { digest, told } = read(shared);
  expect(digest).toEqual({ ...whole, closing: digest.closing });
  expect(digest.closing.map(({ text }) => text)).toEqual([
    'https://digests.example.jp/bindery#:~:text=川べり',
  ]);
  expect(told).toEqual([
    '31: Kept in the closing: it follows the last section without 💡',
    '33: Left out: a program adds it to what it sends',
  ]);
});

/** Breaks a line where mail programs do; a word that is too long is cut. */
function wrap(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const space = line.lastIndexOf(' ', width);
  const at = space > 0 ? space : width;
  return [line.slice(0, at), ...wrap(line.slice(space > 0 ? at + 1 : at), width)];
}

test('addresses above the points are those of the points below them', () => {
  const moved = japanese.replace(
    /^(公開日[^\n]*|「紙の学校」[^\n]*|製本所、百年の歴史に幕)\n\n((?:✅[^\n]*\n\n)+)[^\n]*?(https:\S+)$/gmu,
    '$1\n\n$3\n\n$2',
  );
  expect(moved).toMatch(/bindery\n\n✅ 創業/u);
  const { digest, told } = read(moved);
  const urls = digest.sections.map(({ source }) => source?.url);
  expect(urls).toEqual(whole.sections.map(({ source }) => source?.url));
  expect(digest.sections.map(({ source }) => source?.title)).toEqual(
    whole.sections.map(({ source }) => source?.title),
  );
  expect(told).toEqual([]);
});

test('with questions and answers marked, a publisher and an address above each, all find their place', () => {
  const page = [
    '朝の三面',
    '町が動いた一日。',
    ...['Q. 橋はいつ渡れますか？', 'A. 来週から', '橋の工事が終わる', '朝の新聞 2026/11/20'],
    ...[
      'https://asa.example/bridge',
      '✅ 工事は予定より',
      '二日早く終わった。',
      '✅ 歩道も広がる。',
    ],
    ...['Q. 市場は続きますか？', 'A. 週末だけ', '市場、週末のみに', 'https://asa.example/market'],
    ...['✅ 平日の市は終わる。', '✅ 店は十二軒が残る。', '💡 町は歩いて確かめたい。'],
  ].join('\n');
  const { digest, told } = read(page);
  expect(digest.sections.map(({ hook, source }) => [hook?.answer, source])).toEqual([
    [
      '来週から',
      {
        title: '橋の工事が終わる',
        publisher: '朝の新聞',
        publishedOn: '2026-11-20',
        url: 'https://asa.example/bridge',
        points: ['工事は予定より二日早く終わった。', '歩道も広がる。'],
      },
    ],
    [
      '週末だけ',
      {
        title: '市場、週末のみに',
        url: 'https://asa.example/market',
        points: ['平日の市は終わる。', '店は十二軒が残る。'],
      },
    ],
  ]);
  expect(told.filter((line) => /address|https/.test(line))).toEqual([]);
});
