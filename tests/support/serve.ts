// The app behind a real socket, for clients that need one.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { onTestFinished } from 'vitest';
import { collectWork, type TestApp } from './app.ts';

/** Listens on a free loopback port until the test ends; gives the address. */
export async function serve({ app, bindings }: Pick<TestApp, 'app' | 'bindings'>): Promise<string> {
  const server = http.createServer(async (request, response) => {
    const init: RequestInit & { duplex: 'half' } = {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      duplex: 'half',
    };
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    if (hasBody) init.body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
    const background = collectWork();
    const asked = new Request(`http://localhost${request.url}`, init);
    const answer = await app.fetch(asked, bindings, background.context);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    try {
      // A client that goes cancels the body, as in a worker.
      const body = answer.body as NodeStream | null;
      if (body) await pipeline(Readable.fromWeb(body), response, { end: false });
      await background.settled();
      response.end();
    } catch {
      // A body that fails breaks the answer off.
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
