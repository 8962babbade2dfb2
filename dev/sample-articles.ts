// Three saved articles as a site on this machine, so that a first proposal needs no network.

import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { projectRoot } from './worker.ts';

export interface ArticleSite {
  origin: string;
  /** Their addresses. */
  urls: string[];
  close(): Promise<void>;
}

const folder = path.join(projectRoot, 'dev', 'samples', 'articles');

/** On a free loopback port; only the files of the folder can be asked for. */
export async function serveArticles(): Promise<ArticleSite> {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.html'));
  const server = http.createServer((request, response) => {
    const name = names.find((one) => request.url === `/${one}`);
    const type = { 'content-type': 'text/html; charset=utf-8' };
    if (name === undefined) response.writeHead(404).end();
    else response.writeHead(200, type).end(fs.readFileSync(path.join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    urls: names.map((name) => `${origin}/${name}`),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
