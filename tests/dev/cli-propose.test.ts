// `npm run cli -- propose`: from addresses to a draft on the command line.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { serveArticles } from '../../dev/sample-articles.ts';
import { setupWithEngine } from '../support/app.ts';
import { serve } from '../support/serve.ts';

const run = promisify(execFile);

test('three articles become a draft by one line', async () => {
  const articles = await serveArticles();
  const app = await setupWithEngine({ ALLOW_SOURCES: articles.origin });
  const env = { ...process.env, DIGEST_URL: await serve(app), API_KEY: app.key };
  const line = ['propose', ...articles.urls, `${articles.origin}/none.html`, '--digest'];
  const running = run(process.execPath, ['dev/cli/main.ts', ...line], { env });
  let isOver = false;
  const ended = running.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await app.engine.drain();
    await new Promise(setImmediate);
  }
  const { stdout } = await ended;
  await articles.close();
  expect(stdout).toContain('is ready.');
  expect(stdout).toContain('✅');
  expect(stdout).toContain('answers with the error 404');
  expect(stdout).toMatch(/Digest [0-9a-f-]{36} is a draft/);
  expect((await app.call('GET', '/api/digests')).json.data).toHaveLength(1);
});

test('a line whose articles could not be read ends with 1', async () => {
  const app = await setupWithEngine();
  const env = { ...process.env, DIGEST_URL: await serve(app), API_KEY: app.key };
  // Refused before anything is asked: nothing here needs the internet.
  const line = ['dev/cli/main.ts', 'propose', 'https://127.0.0.1/private'];
  const running = run(process.execPath, line, { env }).then(
    () => ({ code: 0, stdout: '' }),
    (error: { code: number; stdout: string }) => error,
  );
  let isOver = false;
  const ended = running.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await app.engine.drain();
    await new Promise(setImmediate);
  }
  const { code, stdout } = await ended;
  expect(stdout).toContain('is failed.');
  expect(code).toBe(1);
});
