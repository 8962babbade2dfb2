// On a Japanese page nothing that the API says to people stays English.
import { expect, test } from 'vitest';
import { operations } from '../../../src/http/api/routes.ts';
import { nameOperation } from '../../../src/http/endpoint/openapi.ts';
import { isAct } from '../../../src/http/endpoint/run.ts';
import { consoleWordsFor } from '../../../src/words/console.ts';
import { setup } from '../../support/app.ts';
import { signedIn } from '../../support/console.ts';

const japanese = { 'accept-language': 'ja' };
/** Three English words in a row, out of what people read. */
const english = /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/;

function readable(html: string): string {
  return html
    .replace(/<(script|style|template|datalist)\b.*?<\/\1>/gs, '')
    .replace(/`[^`]*`/g, '')
    .replace(/<[^>]*>/g, ' ');
}

test('checks, lines without a place, the review and the health page speak Japanese', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const text = [
    '# TODO 夜の図書館 2020',
    '## 灯',
    '> Q: だれが？',
    '本文 <b>と</b> `コード` と [a](http://example.com)',
    '| a | b |',
    '|---|---|',
    '- 箇条',
  ].join('\n\n');
  const { id } = (await app.call('POST', '/api/working-copies', { body: { text } })).json;
  await app.call('POST', '/api/digests', {
    body: {
      version: 1,
      language: 'en',
      headline: 'A night',
      sections: [{ heading: 'A lamp' }],
      conclusion: ['Light.'],
    },
  });
  const { data } = (await app.call('GET', '/api/digests')).json;
  for (const path of [
    `/console/digests/${id}`,
    `/console/digests/${data[0].id}/review?lists=digest&when=at&day=2020-01-01&time=07:00`,
    '/console/health',
  ]) {
    const page = await owner.call('GET', path, { headers: japanese });
    expect([path, page.status]).toEqual([path, 200]);
    const main = /<main.*<\/main>/s.exec(page.text)?.[0] ?? '';
    expect([path, english.exec(readable(main))?.[0]]).toEqual([path, undefined]);
  }
});

test('whatever the API notes in the audit log has a Japanese name', () => {
  const { acts } = consoleWordsFor('ja').settings;
  const noted = operations.filter(isAct).map(nameOperation);
  expect(noted.filter((name) => !Object.hasOwn(acts, name))).toEqual([]);
  expect(noted.length).toBeGreaterThan(30);
});
