// What stands behind the binding of Workers AI, on this machine: the binding itself is workerd's own.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { quoteFrom, sendJson } from './model-server.ts';

interface Inputs {
  messages: { role: string; content: string }[];
  response_format?: { type: string };
  /** For vectors. */
  text?: string[];
}

/** A model that takes no schema, and is right about every article; to whom all articles tell of one event. */
export async function serveWorkersAi() {
  const asked: { model: string | undefined; inputs: Inputs }[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { inputs } = JSON.parse(Buffer.concat(chunks).toString()) as { inputs: Inputs };
    const model = request.headers['mf-header-cf-consn-model-id'];
    asked.push({ model: typeof model === 'string' ? model : undefined, inputs });
    if (inputs.text) {
      const data = inputs.text.map(() => [0.6, 0.8]);
      return sendJson(response, 200, { shape: [data.length, 2], data, pooling: 'cls' });
    }
    if (inputs.response_format) {
      const message = 'This model doesn’t support JSON Schema.';
      return sendJson(response, 400, { internalCode: 5025, message, name: 'AiError' });
    }
    const usage = { prompt_tokens: 900, completion_tokens: 90, total_tokens: 990 };
    sendJson(response, 200, { response: JSON.stringify(quoteFrom(inputs.messages)), usage });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
