// The app with a model at an address of this machine, and a proposal from one pasted article.

import { onTestFinished } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { ferry } from './ferry.ts';
import { type ModelServer, serveModel } from './model-server.ts';

export type Scene = Awaited<ReturnType<typeof startScene>>;

/** `seconds`: of the model. */
export async function startScene(variables: Record<string, string> = {}, model?: ModelServer) {
  const server = model ?? (await serveModel());
  if (!model) onTestFinished(server.close);
  const app = await setupWithEngine({
    MODEL_URL: server.url,
    MODEL_NAME: 'plain',
    MODEL_KEY: 'a-secret-of-the-model',
    MODEL_SECONDS: '3',
    ...variables,
  });
  const read = async (id: string) => (await app.call('GET', `/api/proposals/${id}`)).json;
  return {
    ...app,
    server,
    read,
    /** Starts a proposal, and nothing works on it. */
    async start(body: object = {}): Promise<string> {
      const { json } = await app.call('POST', '/api/proposals', {
        body: { language: 'ja', sources: [ferry], ...body },
      });
      return json.id;
    },
    /** A proposal, made to its end. */
    async make(body: object = {}) {
      const id = await this.start(body);
      await app.engine.drain();
      return read(id);
    },
  };
}
