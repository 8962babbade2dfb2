// Finding a digest by a few letters of its headline.

import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { allRows } from '../db/statement.ts';

const FoundDigest = z.strictObject({ id: z.string(), headline: z.string() });
export type FoundDigest = z.infer<typeof FoundDigest>;

/**
 * The newest of those whose headline holds `text`, in either case. Looks at the newest thousand alone,
 * by primary key (UUIDv7), so that it stays quick whatever the history.
 */
export function findDigests(db: Queryable, text: string, limit: number): Promise<FoundDigest[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return allRows(db, 'findDigests', FoundDigest)`
    select id, headline from (
      select id, content->>'headline' as headline from digests order by id desc limit 1000) newest
    where headline ilike ${pattern} order by id desc limit ${limit}`;
}
