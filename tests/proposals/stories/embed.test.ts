// Vectors that do not come, or come late.

import { expect, test } from 'vitest';
import { embedTexts } from '../../../src/proposals/stories/embed.ts';
import { servePages } from '../pages.ts';

test('an endpoint that hangs, before or within its answer, is waited for no longer than it may take', async () => {
  const site = await servePages({
    '/silent/embeddings': () => {},
    '/slow/embeddings': (response) => void response.write('{"data":['),
  });
  for (const path of ['silent', 'slow']) {
    const settings = {
      at: { url: `${site.origin}/${path}`, key: '' },
      name: 'eye',
      milliseconds: 200,
    };
    expect(await embedTexts(settings, ['a', 'b'])).toBeNull();
  }
});

test('an answer past all measure is not read to its end', async () => {
  const site = await servePages({
    '/v1/embeddings': (response) => {
      const more = () => {
        while (response.write(' '.repeat(1024 * 1024)));
      };
      response.on('drain', more);
      more();
    },
  });
  const settings = { at: { url: `${site.origin}/v1`, key: 'secret' }, name: 'eye' };
  expect(await embedTexts(settings, ['a', 'b'])).toBeNull();
});

const eye = '@cf/example/eye';
const vectorsOf = ({ text }: { text: string[] }) => text.map((one) => [one.length, 1]);

test('Workers AI is asked for a hundred texts at a time, and its vectors keep their order', async () => {
  const asked: number[] = [];
  const workersAi = {
    async run(_: string, inputs: object) {
      const given = inputs as { text: string[] };
      asked.push(given.text.length);
      return { shape: [given.text.length, 2], data: vectorsOf(given) };
    },
  };
  const texts = Array.from({ length: 120 }, (_, n) => 'x'.repeat(n + 1));
  const vectors = await embedTexts({ at: { workersAi }, name: eye }, texts);
  expect(asked).toEqual([100, 20]);
  expect(vectors).toEqual(vectorsOf({ text: texts }));
});

test.each<[string, () => unknown]>([
  ['throws', () => Promise.reject(new Error('3040: Capacity temporarily exceeded'))],
  ['never answers', () => new Promise(() => {})],
  ['answers with too few', () => ({ data: [[1, 0]] })],
  ['answers with other lengths', () => ({ data: [[1, 0], [1]] })],
  ['answers with words', () => ({ data: ['a', 'b'] })],
  ['gives a number to follow', () => ({ request_id: '1' })],
  ['answers with nothing', () => undefined],
])('Workers AI that %s gives no vectors, and keeps nobody waiting', async (_, answer) => {
  const workersAi = { run: async () => answer() };
  const settings = { at: { workersAi }, name: eye, milliseconds: 200 };
  expect(await embedTexts(settings, ['a', 'b'])).toBeNull();
});
