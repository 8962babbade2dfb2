// Pieces of SQL that the overviews share.

import { sql } from 'drizzle-orm';

/** Given a send `s`: the names of its lists, in their order. */
export const listNames = sql`(
  select json_agg(l.name order by chosen.position)
  from unnest(s.list_ids) with ordinality chosen(id, position) join lists l using (id))`;
