// A table as a file that may come in several parts: one after the other they are the whole.

import type { ImportFormat } from './import/schema.ts';

/** What an export is asked for. */
export interface ExportRange {
  format: ImportFormat;
  /** Only what belongs to one list. */
  list?: string | undefined;
  /** At most so many rows of the table are looked at; without it all. */
  limit?: number | undefined;
  /** Goes on where the part ended that gave this cursor. */
  after?: string | undefined;
}

export interface ExportPart {
  pieces: AsyncIterable<string>;
  /** Where the next part begins; null after the last one. */
  nextCursor: string | null;
}

/** Rows by their ids: behind `from`, up to `end` or all. */
export interface IdRange {
  listId: number | null;
  from: number;
  end: number | null;
}

/** The header, if it is not empty, and page after page until one is empty. */
export async function* writePages<Row extends { id: number }>(
  range: IdRange,
  header: string,
  select: (range: IdRange) => Promise<Row[]>,
  write: (row: Row) => string,
): AsyncGenerator<string> {
  if (header !== '') yield header;
  let { from } = range;
  for (;;) {
    const rows = await select({ ...range, from });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(write).join('');
    from = last.id;
  }
}
