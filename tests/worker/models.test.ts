import { expect, onTestFinished, test } from 'vitest';
import { serveArticles } from '../../dev/sample-articles.ts';
import { quoteOne, serveModel } from '../proposals/models/model-server.ts';
import { startTestWorker } from '../support/worker.ts';

test('a model is asked from workerd, by a library that is loaded when it is first needed', async () => {
  const articles = await serveArticles();
  onTestFinished(articles.close);
  const model = await serveModel();
  onTestFinished(model.close);
  model.answer(quoteOne);
  const world = await startTestWorker({
    ALLOW_SOURCES: articles.origin,
    MODEL_URL: model.url,
    MODEL_NAME: 'plain',
  });
  onTestFinished(() => world.stop());
  const { id } = await world.api<{ id: string }>('POST', '/api/proposals', {
    json: { language: 'ja', sources: articles.urls },
  });
  const read = () => world.api('GET', `/api/proposals/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({
    status: 'ready',
    sections: [{ by: 'model' }, { by: 'model' }, { by: 'model' }],
  });
  expect(await read()).toMatchObject({ usage: { calls: model.asked.length } });
});
