// What a reader finds who opens the mail faster than Resend answers us.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { confirmReaders, plainDigest } from '../../support/engine.ts';

/** A Resend that takes every batch, tells nothing of its account, and lets the test look around before it answers. */
async function startCarrier(look: (mails: { html: string }[]) => Promise<void>): Promise<string> {
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') return response.writeHead(503).end();
    let body = '';
    for await (const part of request) body += part;
    const mails = JSON.parse(body) as { html: string }[];
    await look(mails);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: mails.map(() => ({ id: crypto.randomUUID() })) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('when Resend gets the mail, the link in it leads to its page already, which nothing else does yet', async () => {
  const seen: unknown[] = [];
  const carrier = await startCarrier(async ([mail]) => {
    const link = /https:\/\/digest\.example\.com(\/digests\/[^"]+)"/.exec(mail?.html ?? '')?.[1];
    const page = await call('GET', link ?? '', { key: null, headers: { accept: 'text/html' } });
    const feed = await call('GET', '/feed.json', { key: null });
    seen.push([page.status, page.headers.get('x-robots-tag'), feed.json.items.length]);
  });
  const { call, engine } = await setupWithEngine({ RESEND_BASE_URL: carrier });
  await confirmReaders(engine, 1);
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await call('POST', '/api/sends', { body: { digestId: id, revision: 1, lists: ['digest'] } });
  await engine.drain();
  expect(seen).toEqual([[200, 'noindex', 0]]);
  expect((await call('GET', '/feed.json', { key: null })).json.items).toHaveLength(1);
});
