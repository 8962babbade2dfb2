import { expect, onTestFinished, test } from 'vitest';
import { serveArticles } from '../../dev/sample-articles.ts';
import { quoteOne, serveModel } from '../proposals/models/model-server.ts';
import { serveWorkersAi } from '../proposals/models/workers-ai-server.ts';
import { startTestWorker } from '../support/worker.ts';

/** A proposal of the sample articles, made by a worker with these variables. */
async function propose(variables: Record<string, string>, workersAi?: URL) {
  const articles = await serveArticles();
  onTestFinished(articles.close);
  const world = await startTestWorker({ ALLOW_SOURCES: articles.origin, ...variables }, workersAi);
  onTestFinished(() => world.stop());
  const { id } = await world.api<{ id: string }>('POST', '/api/proposals', {
    json: { language: 'ja', sources: articles.urls },
  });
  const read = () => world.api('GET', `/api/proposals/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'ready' });
  return read();
}

const byModel = Array(3).fill({ by: 'model' });

test('a model is asked from workerd, by a library that is loaded when it is first needed', async () => {
  const model = await serveModel();
  onTestFinished(model.close);
  model.answer(quoteOne);
  const proposal = await propose({ MODEL_URL: model.url, MODEL_NAME: 'plain' });
  expect(proposal).toMatchObject({
    sections: byModel,
    usage: { calls: 3, tokensIn: 3000, tokensOut: 600 },
  });
  expect(model.asked).toHaveLength(3);
});

test('a model of Workers AI is asked through its binding, and one that knows no schema without it', async () => {
  const ai = await serveWorkersAi();
  onTestFinished(ai.close);
  const proposal = await propose({ MODEL_NAME: '@cf/example/plain' }, ai.url);
  expect(proposal).toMatchObject({
    sections: byModel,
    usage: { calls: 3, tokensIn: 2700, tokensOut: 270 },
  });
  expect(new Set(ai.asked.map(({ model }) => model))).toEqual(new Set(['@cf/example/plain']));
  expect(ai.asked[0]?.inputs.response_format).toMatchObject({ type: 'json_schema' });
});

test('vectors of Workers AI, through its binding, make one story of what tells of one event', async () => {
  const ai = await serveWorkersAi();
  onTestFinished(ai.close);
  const proposal = await propose({ EMBEDDINGS_NAME: '@cf/example/eye' }, ai.url);
  expect(proposal).toMatchObject({
    sources: [{ state: 'read' }, { state: 'copy', copyOf: 0 }, { state: 'copy', copyOf: 0 }],
    sections: [{ by: 'embedded' }],
  });
  expect(ai.asked).toMatchObject([{ model: '@cf/example/eye' }]);
});
