// Three saved articles and their feed as a site on this machine, so that a first proposal needs no network.

import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { projectRoot } from './worker.ts';

export interface ArticleSite {
  origin: string;
  /** Of a feed that names them all. */
  feed: string;
  /** Their addresses. */
  urls: string[];
  close(): Promise<void>;
}

const folder = path.join(projectRoot, 'dev', 'samples', 'articles');
const feedFile = 'feed.xml';

/**
 * On a loopback port; only the files of the folder can be asked for. `portFile` remembers the port from one
 * start to the next, for a feed that is subscribed has its address for good; a port that is taken by now is
 * left for a free one.
 */
export async function serveArticles(portFile?: string): Promise<ArticleSite> {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.html'));
  const server = http.createServer((request, response) => {
    const name = [...names, feedFile].find((one) => request.url === `/${one}`);
    const type = name === feedFile ? 'application/rss+xml' : 'text/html; charset=utf-8';
    if (name === undefined) response.writeHead(404).end();
    else {
      response.writeHead(200, { 'content-type': type });
      response.end(fs.readFileSync(path.join(folder, name)));
    }
  });
  await listen(server, readPort(portFile)).catch(() => listen(server, 0));
  const { port } = server.address() as AddressInfo;
  if (portFile !== undefined) fs.writeFileSync(portFile, String(port));
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    feed: `${origin}/${feedFile}`,
    urls: names.map((name) => `${origin}/${name}`),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function readPort(file: string | undefined): number {
  const known =
    file !== undefined && fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  return Number.isInteger(known) && known > 1024 && known < 65_536 ? known : 0;
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
