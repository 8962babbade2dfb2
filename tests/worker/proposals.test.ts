import { expect, onTestFinished, test } from 'vitest';
import { serveArticles } from '../../dev/sample-articles.ts';
import { startTestWorker } from '../support/worker.ts';

test('the libraries that read articles work in workerd, loaded when the first page is read', async () => {
  const articles = await serveArticles();
  onTestFinished(articles.close);
  const world = await startTestWorker({ ALLOW_SOURCES: articles.origin });
  onTestFinished(() => world.stop());
  const { id } = await world.api<{ id: string }>('POST', '/api/proposals', {
    json: { language: 'ja', sources: [...articles.urls, 'https://10.0.0.1/'] },
  });
  const read = () => world.api('GET', `/api/proposals/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'ready' });
  const states = (await read()).sources as { state: string }[];
  expect(states.map(({ state }) => state)).toEqual(['read', 'read', 'read', 'failed']);
  const made = await world.api('POST', `/api/proposals/${id}/digest`);
  expect(made.content).toMatchObject({ language: 'ja', sections: { length: 3 } });
});
