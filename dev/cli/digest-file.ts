// Files that hold a digest: what they are by their ending, and which digest an exported one came from.

import fs from 'node:fs';
import path from 'node:path';
import type { Body } from './api-client.ts';
import { checkFile } from './files.ts';
import { UsageError } from './options.ts';

export interface DigestFile {
  type: 'text/markdown' | 'text/plain' | 'text/html' | 'application/json';
  body: Body;
  /** Said by an export in its front matter. */
  id: string | null;
  revision: number | null;
}

const types: Readonly<Record<string, DigestFile['type']>> = {
  ...{ '.md': 'text/markdown', '.markdown': 'text/markdown', '.json': 'application/json' },
  ...{ '.html': 'text/html', '.htm': 'text/html', '.txt': 'text/plain', '': 'text/plain' },
};

/** The bytes go as they are, whatever their encoding, unless an export's own lines stand in them. */
export function readDigestFile(file: string): DigestFile {
  const type = types[path.extname(file).toLowerCase()];
  if (type === undefined)
    throw new UsageError('A digest stands in a .md, .txt, .html or .json file.');
  checkFile(file);
  const bytes = new Uint8Array(fs.readFileSync(file));
  const text = new TextDecoder().decode(bytes);
  const origin =
    type === 'text/markdown'
      ? takeMarkdownOrigin(text)
      : type === 'application/json'
        ? takeJsonOrigin(text)
        : null;
  return origin ? { type, ...origin } : { type, body: bytes, id: null, revision: null };
}

/** An export holds the digest as the API shows it. */
function takeJsonOrigin(text: string) {
  const { id, revision, content } = readJson(text) as Partial<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof revision !== 'number' || !content) return null;
  return { body: JSON.stringify(content), id, revision };
}

function readJson(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    // The API says what is wrong with it.
    return {};
  }
}

/** Markdown that says of which digest and revision it is. */
export function addOrigin(markdown: string, id: string, revision: number): string {
  return markdown.replace(/^---\n/, `---\nid: ${id}\nrevision: ${revision}\n`);
}

/** The lines stay, empty, so that errors name the lines of the file. */
function takeMarkdownOrigin(markdown: string) {
  const [front = ''] = /^\ufeff?---\r?\n(?:[a-z]+:.*\r?\n)*/.exec(markdown) ?? [];
  const id = /^id: *(\S+)/m.exec(front)?.[1];
  const revision = /^revision: *(\d{1,9})/m.exec(front)?.[1];
  if (id === undefined || revision === undefined) return null;
  const rest = front.replace(/^(?:id|revision):[^\r\n]*/gm, '');
  return { body: rest + markdown.slice(front.length), id, revision: Number(revision) };
}
