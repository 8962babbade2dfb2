// Writes the audience of a send down as batches.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { isMailable } from '../../audience/queries.ts';
import type { CompiledSegment } from '../../audience/segments/rule-queries.ts';
import { intArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { sortInMemory } from '../../db/planner.ts';
import { allRows, oneRow } from '../../db/statement.ts';
/** Recipients per batch: the most that one call of Resend takes. */
export const batchSize = 100;

const Planned = z.strictObject({ batches: z.number(), recipients: z.number() });

/**
 * Writes the batches of a frozen audience, each person once, under the first chosen list that has
 * confirmed them, if the segment has them in. Within the plan's transaction. A million on one list:
 * 1.2 s in PostgreSQL; the memory keeps the one sort off the disk, and what order the ids of a batch
 * have is nobody's business, so they are not sorted again.
 */
export async function insertBatches(
  tx: Queryable,
  sendId: string,
  listIds: readonly number[],
  segment: CompiledSegment,
  { join, due }: DuePlan = dueAtOnce,
  size = batchSize,
): Promise<{ batches: number; recipients: number }> {
  await sortInMemory(tx);
  const [only, ...others] = listIds;
  const membership =
    others.length === 0
      ? sql`select c.subscriber_id, 1 as position, c.list_id, ${due} as due
          from (select * from subscriptions where list_id = ${only ?? 0}) c`
      : sql`select distinct on (c.subscriber_id) c.subscriber_id, chosen.position, c.list_id, ${due} as due
          from subscriptions c
          join unnest(${intArray(listIds)}) with ordinality chosen(list_id, position) using (list_id)`;
  const firstList = others.length === 0 ? sql`` : sql`order by c.subscriber_id, chosen.position`;
  return oneRow(tx, 'insertBatches', Planned)`
    with audience as (
      ${membership}
      join subscribers s on s.id = c.subscriber_id ${segment.joins} ${join}
      where c.status = 'confirmed' and ${isMailable} and ${segment.condition}
      ${firstList}
    ), numbered as (
      select *, (row_number() over (partition by due, position order by subscriber_id) - 1) / ${size}::int as block
      from audience
    ), grouped as (
      select due, position, block, min(list_id) as list_id, array_agg(subscriber_id) as ids
      from numbered group by due, position, block
    ), inserted as (
      insert into batches (send_id, n, list_id, state, subscriber_ids, not_before)
      select ${sendId}, row_number() over (order by due, position, block) - 1, list_id, 'ready', ids, due
      from grouped
      returning cardinality(subscriber_ids) as size
    )
    select count(*)::int as batches, coalesce(sum(size), 0)::int as recipients from inserted`;
}

/** How a plan finds each reader's moment, given `subscribers s`. */
export interface DuePlan {
  join: SQL;
  due: SQL;
}

/** Everybody as soon as the send is planned. */
export const dueAtOnce: DuePlan = { join: sql``, due: sql`null::timestamptz` };

/** Everybody at the moment of their zone; `otherwise` for all zones that are not named. */
export function dueByZone(
  moments: readonly { zone: string; at: Date }[],
  otherwise: Date,
): DuePlan {
  return {
    join: sql`left join json_to_recordset(${JSON.stringify(moments)}::json)
      as local(zone text, at timestamptz) on local.zone = s.timezone`,
    due: sql`coalesce(local.at, ${otherwise.toISOString()}::timestamptz)`,
  };
}

const ZoneRow = z.strictObject({ zone: z.string().nullable() });

/** The distinct zones of everybody confirmed on these lists; null if some said none. */
export async function readAudienceZones(
  db: Database,
  listIds: readonly number[],
): Promise<(string | null)[]> {
  const rows = await allRows(db, 'readAudienceZones', ZoneRow)`
    select distinct s.timezone as zone
    from subscriptions c join subscribers s on s.id = c.subscriber_id
    where c.list_id = any(${intArray(listIds)}) and c.status = 'confirmed'`;
  return rows.map(({ zone }) => zone);
}
