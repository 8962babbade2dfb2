// Who of a list gets this digest, and who has chosen to be written to less often, in SQL.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { CompiledSegment } from '../../audience/segments/rule-queries.ts';
import { wholeAudience } from '../../audience/segments/rule-queries.ts';
import { intArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { oneRow } from '../../db/statement.ts';

/**
 * Hours that must lie between two digests of a list. Half a day less than a week: sends start at
 * other minutes, and one that took hours must not push the next week's away. Half a day less than
 * the shortest month: who gets one on the 1st of February gets one on the 1st of March.
 */
const weekly = 6.5 * 24;
const monthly = 27.5 * 24;

const HoursRow = z.strictObject({ hours: z.number().nullable() });

/**
 * Narrows an audience, given `subscriptions c`, by what its readers chose; `wholeAudience` where
 * nobody of these lists chose anything, so that such a plan costs one look into a small index. What
 * somebody chose holds also when the list offers it no more.
 *
 * When somebody was last written to stands in the batches alone: no send writes a row per recipient for
 * it. Their ids are unnested once, as a set, and joined with those who chose: 0.1 s per million ids.
 * What is under way, or perhaps arrived, counts as written: two sends in one morning are one too many.
 */
export async function readFrequencyRule(
  db: Queryable,
  listIds: readonly number[],
): Promise<CompiledSegment> {
  const lists = intArray(listIds);
  const { hours } = await oneRow(db, 'readFrequencyRule', HoursRow)`
    select max(case frequency when 'weekly' then ${weekly}::int else ${monthly}::int end) as hours
    from subscriptions where list_id = any(${lists}) and frequency is not null`;
  if (hours === null) return wholeAudience;
  const since = sql`now() - make_interval(hours => ${hours}::int)`;
  const writtenAt = sql`coalesce(b.settled_at, r.started_at)`;
  return {
    joins: sql`
      left join (
        select b.list_id, m.id as subscriber_id, max(${writtenAt}) as at
        from sends r join batches b on b.send_id = r.id
        cross join unnest(b.subscriber_ids) as m(id)
        join subscriptions f
          on f.list_id = b.list_id and f.subscriber_id = m.id and f.frequency is not null
        where r.started_at is not null and coalesce(r.finished_at, now()) > ${since}
          and r.list_ids && ${lists} and b.list_id = any(${lists})
          and b.state in ('ready', 'claimed', 'accepted', 'unknown') and ${writtenAt} > ${since}
        group by b.list_id, m.id
      ) lately on lately.list_id = c.list_id and lately.subscriber_id = c.subscriber_id`,
    condition: sql`(c.frequency is null or lately.at is null
      or lately.at <= now() - make_interval(hours =>
        case c.frequency when 'weekly' then ${weekly}::int else ${monthly}::int end))`,
  };
}

/** Both at once. */
export function combineRules(one: CompiledSegment, other: CompiledSegment): CompiledSegment {
  return {
    joins: sql`${one.joins} ${other.joins}`,
    condition: sql`${one.condition} and ${other.condition}`,
  };
}
