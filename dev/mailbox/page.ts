// The reading page's files, served from memory.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from './reply.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };
const folder = join(import.meta.dirname, 'page');

/** The file at this path, or null. Read at each request: it is a handful, and edits show at once. */
export function readPage(path: string): Reply | null {
  const found = findFile(path);
  if (found === null) return null;
  const { file, type } = found;
  return {
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    },
    body: readFileSync(join(folder, file)),
  };
}

function findFile(path: string): { file: string; type: string } | null {
  if (path === '/') return { file: 'index.html', type: 'text/html' };
  if (path === '/favicon.svg')
    return { file: '../../../src/http/assets/mark.svg', type: 'image/svg+xml' };
  const [, file = '', ending = ''] = /^\/page\/([a-z-]+\.(css|js))$/.exec(path) ?? [];
  const type = types[ending];
  return type === undefined || !existsSync(join(folder, file)) ? null : { file, type };
}
