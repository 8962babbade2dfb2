// A file of subscribers brought in, and what became of its columns, people and rows.

import fs from 'node:fs';
import { Readable } from 'node:stream';
import type { ApiClient } from './api-client.ts';
import { checkFile } from './files.ts';
import { createLine } from './progress.ts';

interface ImportProgress {
  status: string;
  processed: number;
  created: number;
  updated: number;
  rejected: number;
  error: string | null;
  states: { confirmed: number; pending: number; unsubscribed: number };
  columns: {
    column: string;
    as: string;
    words?: { word: string; rows: number; status: string }[];
  }[];
}

/** `query`: how the rows are to be understood. Follows the import to its end. */
export async function importSubscribers(
  client: ApiClient,
  file: string,
  query: Record<string, string | undefined>,
): Promise<void> {
  checkFile(file);
  const said = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const stream = Readable.toWeb(fs.createReadStream(file)) as ReadableStream<Uint8Array>;
  const type = /\.(ndjson|jsonl)$/i.test(file) ? 'application/x-ndjson' : 'text/csv';
  const path = `/api/subscribers/import?${new URLSearchParams(said)}`;
  const made = (await client.upload(path, stream, type)) as { id: string };
  await watchImport(client, made.id);
}

/** Asks once a second until the import has ended. */
async function watchImport(client: ApiClient, id: string): Promise<void> {
  const line = createLine();
  for (;;) {
    const now = (await client.get(`/api/imports/${id}`)) as ImportProgress;
    const { status, processed, created, updated, rejected, error } = now;
    const counts = `${processed} rows: ${created} created, ${updated} updated, ${rejected} rejected`;
    line.show(`import ${id} ${status}  ${counts}${error ? `  ${error}` : ''}`);
    if (status === 'done' || status === 'failed') {
      line.end();
      console.log(describeImport(now));
      if (rejected > 0) await showRejected(client, id, rejected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function describeImport({ states, columns }: ImportProgress): string {
  const { confirmed, pending, unsubscribed } = states;
  const people = `  ${confirmed} confirmed, ${pending} pending (no mail until they confirm), ${unsubscribed} unsubscribed`;
  const lines = columns.map(({ column, as, words = [] }) => {
    const meant = words.map(
      ({ word, rows, status }) => `${word || '(empty)'} → ${status} (${rows})`,
    );
    return `  ${column}: ${[as, ...meant].join('  ')}`;
  });
  return [people, ...lines].join('\n');
}

/** Of the rejected rows; the file has all of them. */
const shownRejections = 10;

async function showRejected(client: ApiClient, id: string, rejected: number): Promise<void> {
  const file = `/api/imports/${id}/rejected.csv`;
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of await client.open(file, 'text/csv')) {
    text += decoder.decode(bytes, { stream: true });
    if (text.split('\n').length > shownRejections + 1) break;
  }
  const lines = text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1, shownRejections + 1);
  console.log(lines.map((one) => `  rejected ${one}`).join('\n'));
  if (rejected > lines.length) console.log(`  all of them: ${file}`);
}
