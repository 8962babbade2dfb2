// The reading page's files, served from memory.

import { readFileSync } from 'node:fs';
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

const files: Record<string, [file: string, type: string]> = {
  '/': ['index.html', 'text/html'],
  '/page/style.css': ['style.css', 'text/css'],
  '/page/script.js': ['script.js', 'text/javascript'],
  '/favicon.svg': ['../../../src/http/assets/mark.svg', 'image/svg+xml'],
};
const folder = join(import.meta.dirname, 'page');

/** The file at this path, or null. Read at each request: it is a handful, and edits show at once. */
export function readPage(path: string): Reply | null {
  const entry = files[path];
  if (entry === undefined) return null;
  const [file, type] = entry;
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
