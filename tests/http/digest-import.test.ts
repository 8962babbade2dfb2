// Texts that become digests over HTTP: their formats, their encodings, and what is wrong with them.
import { expect, test } from 'vitest';
import { english, japanese } from '../digest/pages.ts';
import { setup } from '../support/app.ts';

const html = `<article>${english
  .split('\n')
  .map((line) => `<p>${line}</p>`)
  .join('\n')}</article>`;

async function importing() {
  const { call } = await setup();
  return async (body: unknown, type = 'application/json') => {
    const headers = { 'content-type': type };
    const answer = await call('POST', '/api/digests/import', { body, headers });
    return { status: answer.status, json: answer.json };
  };
}

test('JSON names the format of a text beside it', async () => {
  const post = await importing();
  const whole = (await post(english, 'text/plain')).json;
  expect(whole.warnings).toEqual([]);
  for (const [format, text] of Object.entries({ text: english, html })) {
    const { status, json } = await post({ format, text });
    expect([format, status, json.warnings]).toEqual([format, 201, []]);
    expect(json.content).toEqual(whole.content);
  }
  const markdown = { format: 'markdown', text: '# A\n\n## B\n\nC\n\n- 💡 D\n' };
  expect(await post(markdown)).toMatchObject({ status: 201, json: { content: { headline: 'A' } } });
  expect(await post({ format: 'rtf', text: 'x' })).toMatchObject({ status: 422 });
  expect(await post({ text: english })).toMatchObject({ status: 422 });
  expect((await post(html, 'text/html')).json.content).toEqual(whole.content);
});

test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-16 with its mark', (text) => utf16(`\ufeff${text}`, true)],
  ['UTF-16 without a mark', (text) => utf16(text, true)],
  ['UTF-16, the other way round', (text) => utf16(text, false)],
  ['UTF-8 with a mark', (text) => new TextEncoder().encode(`\ufeff${text}`)],
])('a page in %s is read', async (_, encode) => {
  const post = await importing();
  const whole = (await post(japanese, 'text/plain')).json.content;
  const { status, json } = await post(encode(japanese), 'text/plain');
  expect([status, json.warnings]).toEqual([201, []]);
  expect(json.content).toEqual(whole);
});

test.each(['shift_jis', 'euc-jp'])(
  'HTML in %s is read, its marks by their numbers',
  async (label) => {
    const post = await importing();
    const whole = (await post(japanese, 'text/plain')).json.content;
    const lines = japanese.split('\n').slice(1);
    const shown = lines.map(
      (line) => `<p>${line.replace(/\p{Extended_Pictographic}/gu, toNumber)}</p>`,
    );
    const type = `text/html; charset=${label}`;
    const { status, json } = await post(encode(shown.join('\n'), label), type);
    expect(status).toBe(201);
    expect(json.content).toEqual(whole);
  },
);

test('a text whose bytes tell no encoding is refused with what to do', async () => {
  const post = await importing();
  const { status, json } = await post(new Uint8Array([0x81, 0xff, 0xff, 0x80, 0xfe]), 'text/plain');
  expect(status).toBe(400);
  expect(json.detail).toMatch(/save it as UTF-8/);
});

test('an error names the line, once, and what was expected', async () => {
  const post = await importing();
  const title = '「紙の学校」が春に開校';
  const page = japanese.replace(title, title.repeat(100));
  const { status, json } = await post(page, 'text/plain');
  expect(status).toBe(422);
  expect(json.errors).toEqual([
    { path: 'line 43', message: 'The title of a source must be at most 500 characters' },
  ]);
});

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
}

function toNumber(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** What the decoder of an encoding of two bytes a character reads as this text. */
function encode(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const bytes = new Map<string, number[]>();
  for (let first = 0x81; first <= 0xfc; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      bytes.set(decoder.decode(new Uint8Array([first, second])), [first, second]);
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) => {
      if (character <= '\x7f') return [character.charCodeAt(0)];
      const found = bytes.get(character);
      if (found === undefined) throw new Error(`${character} is not in ${label}`);
      return found;
    }),
  );
}
