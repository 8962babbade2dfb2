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
    const settings = { url: `${site.origin}/${path}`, name: 'eye', key: '', milliseconds: 200 };
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
  const settings = { url: `${site.origin}/v1`, name: 'eye', key: 'secret' };
  expect(await embedTexts(settings, ['a', 'b'])).toBeNull();
});
