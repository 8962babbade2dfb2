// The SQL of an audience that is not the expected one: who left meanwhile, and a plan that stops for it.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { compileSegment, wholeAudience } from '../../audience/segments/rule-queries.ts';
import { intArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { oneRow, run } from '../../db/statement.ts';
import type { AudienceOf } from './audience-queries.ts';

const LeftRow = z.strictObject({ people: z.number() });

/**
 * How many of these lists left, were suppressed, began to pause or were erased since an hour before
 * `since` (null: now). Reads who has left the lists by `subscriptions_standing`, and the suppressions:
 * 0.3 s where 500,000 have. Whom an erasure took is counted whatever list it was, unless a segment
 * asks for what nobody knows of them any more.
 */
export async function countLeft(
  tx: Queryable,
  { listIds, segment }: AudienceOf,
  since: Date | null,
): Promise<number> {
  const lists = intArray(listIds);
  const after = sql`(coalesce(${since?.toISOString() ?? null}::timestamptz, now()) - interval '1 hour')`;
  const rule = segment ? compileSegment(segment.rule) : wholeAudience;
  const erased = segment
    ? sql`0`
    : sql`(select count(*) from suppressions where reason = 'erased' and created_at > ${after})`;
  const { people } = await oneRow(tx, 'countLeft', LeftRow)`
    select (count(distinct s.id) + ${erased})::int as people
    from subscriptions c join subscribers s on s.id = c.subscriber_id ${rule.joins}
    where c.list_id = any(${lists}) and ${rule.condition} and (
      (c.status = 'unsubscribed' and c.unsubscribed_at > ${after})
      or (c.status = 'confirmed' and s.paused_until > now() and s.updated_at > ${after})
      or (c.status = 'confirmed' and exists (
        select from suppressions x where x.address = s.email and x.created_at > ${after})))`;
  return people;
}

/** Takes a plan back that its transaction has just written, and keeps how many people it found. */
export async function withdrawPlan(tx: Queryable, sendId: string, found: number): Promise<void> {
  await run(tx, 'withdrawPlan')`
    with gone as (delete from batches where send_id = ${sendId})
    update sends set found_recipients = ${found} where id = ${sendId}`;
}
