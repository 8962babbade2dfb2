// The SQL of what a rhythm may make a proposal from.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { allRows, oneRow } from '../../db/statement.ts';

const Candidate = z.strictObject({
  /** The key by which feeds, inbox and ledger know it. */
  address: z.string(),
  url: z.string(),
  foundAt: z.string(),
});
export type Candidate = z.infer<typeof Candidate>;

interface Asking {
  id: string;
  listId: number;
  inbox: boolean;
}

/** Where the next page begins. */
export type After = Pick<Candidate, 'foundAt' | 'address'>;

/**
 * News of its feeds and, if it is asked, the inbox, each address once, the oldest first, without what the
 * ledger of its list has used or holds, and without what somebody took out of a digest of it that was sent.
 */
export async function selectCandidates(
  db: Queryable,
  rhythm: Asking,
  after: After | null,
  limit: number,
): Promise<Candidate[]> {
  const { id, listId } = rhythm;
  const place = after
    ? sql`(found_at, address) > (${after.foundAt}::timestamptz, ${after.address})`
    : sql`true`;
  return allRows(db, 'selectCandidates', Candidate)`
    with found as (${newsOf(rhythm)}),
    once as (
      select distinct on (address) address, url, found_at from found order by address, found_at)
    select address, url, found_at::text as "foundAt" from once o
    where ${place}
      and not exists (select from used_addresses u
        where u.list_id = ${listId} and u.address = o.address)
      and not exists (select from held_addresses h
        where h.list_id = ${listId} and h.address = o.address and h.is_held)
      and not exists (select from held_addresses h
        join rhythm_runs r on r.proposal_id = h.proposal_id
        join proposal_sources s on s.proposal_id = h.proposal_id and s.n = h.source
        where h.address = o.address and r.rhythm_id = ${id} and r.state = 'sent'
          and s.state in ('read', 'copy'))
    order by found_at, address limit ${limit}`;
}

const Held = z.strictObject({ isHeld: z.boolean() });

/** Whether something that it could have chosen is only kept from it by other proposals for its list. */
export async function isNewsHeld(db: Queryable, rhythm: Asking): Promise<boolean> {
  const { isHeld } = await oneRow(db, 'isNewsHeld', Held)`
    with found as (${newsOf(rhythm)})
    select exists (select from found join held_addresses h using (address)
      where h.list_id = ${rhythm.listId} and h.is_held
        and not exists (select from used_addresses u
          where u.list_id = h.list_id and u.address = h.address)) as "isHeld"`;
  return isHeld;
}

/** News of its feeds and, if it is asked, the inbox. */
function newsOf({ id, inbox }: Asking): SQL {
  return sql`
      select i.address, i.url, i.found_at from feed_items i
      join rhythm_feeds f on f.feed_id = i.feed_id and f.rhythm_id = ${id}
      where not i.is_backlog and i.found_at >= f.since
      union all
      select address, url, found_at from inbox_items where ${inbox} and dismissed_at is null`;
}
