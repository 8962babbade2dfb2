// The rows an import did not take in, as a file to mend and import again.

import type { Database } from '../../../db/client.ts';
import { writeCsvRow } from '../csv.ts';
import { selectRejections } from './queries.ts';

const pageRows = 2_000;

/** CSV in pieces: row number, address as written, reason; in the order of the file. */
export async function* writeRejectedCsv(db: Database, importId: string): AsyncGenerator<string> {
  yield writeCsvRow(['row', 'email', 'reason']);
  let after = 0;
  for (;;) {
    const rows = await selectRejections(db, importId, after, pageRows);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => writeCsvRow([row.row, row.email ?? '', row.reason])).join('');
    after = last.row;
  }
}
