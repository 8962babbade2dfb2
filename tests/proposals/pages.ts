// Pages on this machine, as a site would serve them.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What stands at a path: HTML, an answer, or what writes one by hand. */
export type Page =
  | string
  | { status?: number; headers?: Record<string, string>; body: string | Uint8Array }
  | ((response: http.ServerResponse, body: string) => void);

export interface Site {
  origin: string;
  /** The paths that were asked for. */
  asked: string[];
}

/** Until the test ends; everything else is 404. */
export async function servePages(pages: Readonly<Record<string, Page>>): Promise<Site> {
  const asked: string[] = [];
  const server = http.createServer(async (request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const page = pages[path];
    if (typeof page === 'function') return page(response, await text(request));
    const {
      status = 200,
      headers = {},
      body,
    } = page === undefined
      ? { status: 404, body: 'not found' }
      : typeof page === 'string'
        ? { body: page }
        : page;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
