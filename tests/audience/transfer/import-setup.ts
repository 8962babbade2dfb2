// Imports for one test: a fresh audience, and a file taken in whole, reported and exported again.

import { exportSubscribers } from '../../../src/audience/transfer/export.ts';
import { writeRejectedCsv } from '../../../src/audience/transfer/import/report.ts';
import { runImport } from '../../../src/audience/transfer/import/run.ts';
import { ImportQuery } from '../../../src/audience/transfer/import/schema.ts';
import { readImport, startImport } from '../../../src/audience/transfer/import/upload.ts';
import { setup } from '../setup.ts';

export const confirmed = ImportQuery.parse({
  lists: 'digest',
  status: 'confirmed',
  consent: 'At the fair',
});

export function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

export async function setupImports() {
  const bundle = await setup();
  const { db, deps } = bundle;
  async function run(text: string, query = confirmed, format: 'csv' | 'ndjson' = 'csv') {
    const { id } = await startImport(db, format, query, streamOf(text));
    while ((await runImport(deps, id)).kind === 'more');
    return readImport(db, id);
  }
  async function report(id: string): Promise<string> {
    let text = '';
    for await (const piece of writeRejectedCsv(db, id)) text += piece;
    return text;
  }
  async function dump(format: 'csv' | 'ndjson', list?: string): Promise<string> {
    let text = '';
    const { pieces } = await exportSubscribers(db, { format, list });
    for await (const piece of pieces) text += piece;
    return text;
  }
  return { ...bundle, run, report, dump };
}
