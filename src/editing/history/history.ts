// Every revision of a digest with what it changed, field by field.

import type { PageQuery } from '../../base/cursor.ts';
import type { Queryable } from '../../db/client.ts';
import { listRevisions, readDigest } from '../../digest/store.ts';
import { type Difference, findDifferences } from '../working-copy/differences.ts';
import { toFields } from '../working-copy/to-fields.ts';

export interface HistoryEntry {
  revision: number;
  createdAt: string;
  /** Id of the key or the editor. */
  createdBy: string | null;
  /** Against the revision before it; null for the first. */
  changes: Difference[] | null;
}

/** Newest first. A page of them reads one revision more than it shows. */
export async function readHistory(
  db: Queryable,
  id: string,
  page: PageQuery,
): Promise<{ entries: HistoryEntry[]; nextCursor: string | null }> {
  const { data, nextCursor } = await listRevisions(db, id, page);
  const fieldsOf = async (revision: number) =>
    toFields((await readDigest(db, id, revision)).content);
  const entries: HistoryEntry[] = [];
  let after = data[0] ? await fieldsOf(data[0].revision) : null;
  for (const { revision, createdAt, createdBy } of data) {
    const before = revision > 1 ? await fieldsOf(revision - 1) : null;
    const changes = before && after ? findDifferences(before, after) : null;
    entries.push({ revision, createdAt, createdBy, changes });
    after = before;
  }
  return { entries, nextCursor };
}
