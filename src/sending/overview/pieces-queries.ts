// Pieces of SQL that the overviews share.

import { type SQL, sql } from 'drizzle-orm';

/** A moment as text, as the API writes it; null stays null. */
export const isoTime = (moment: SQL): SQL =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Given a send `s`: the names of its lists, in their order. */
export const listNames = sql`(
  select json_agg(l.name order by chosen.position)
  from unnest(s.list_ids) with ordinality chosen(id, position) join lists l using (id))`;
