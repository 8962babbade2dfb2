// The SQL of what a list was told lately.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, run } from '../../db/statement.ts';

const RecentRow = z.strictObject({
  address: z.string(),
  digestId: z.string(),
  usedAt: z.string().transform((text) => new Date(text)),
  title: z.string().nullable(),
  text: z.string().nullable(),
  hash: z.string().nullable(),
  isForModels: z.boolean().nullable(),
});

/** An address that a digest of the last days cited; its article, where a proposal had read it. */
export type RecentStory = z.infer<typeof RecentRow>;

/** The latest first. By the primary key of `used_addresses`, whose rows of one list are few. */
export async function selectRecent(
  db: Queryable,
  listId: number,
  { days, limit }: { days: number; limit: number },
): Promise<RecentStory[]> {
  return allRows(db, 'selectRecent', RecentRow)`
    select u.address, u.digest_id as "digestId", ${isoTime(sql`u.used_at`)} as "usedAt",
      a.title, a.text, a.hash, a.is_for_models as "isForModels"
    from used_addresses u
    left join lateral (
      select a.* from proposals p
      join held_addresses h on h.proposal_id = p.id and h.address = u.address
      join proposal_sources s on s.proposal_id = p.id and s.n = h.source
      join articles a on a.id = s.article_id
      where p.digest_id = u.digest_id limit 1) a on true
    where u.list_id = ${listId} and u.used_at > now() - make_interval(days => ${days}::int)
    order by u.used_at desc, u.address limit ${limit}`;
}

/** Other addresses of what the list was told: used with the digest that told it. */
export async function insertTold(
  tx: Queryable,
  listId: number,
  digestId: string,
  addresses: readonly string[],
): Promise<void> {
  await run(tx, 'insertTold')`
    insert into used_addresses (list_id, address, digest_id, used_at)
    select ${listId}::int, a.address, ${digestId}::uuid, u.used_at
    from unnest(${textArray(addresses)}::text[]) a(address),
      (select max(used_at) as used_at from used_addresses
        where list_id = ${listId} and digest_id = ${digestId}) u
    where u.used_at is not null
    order by a.address
    on conflict do nothing`;
}
