// The SQL of who came and who left, by day.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';

const DayRow = z.strictObject({ day: z.string() });

/** The last day that is counted, as YYYY-MM-DD. The end of the primary key. */
export async function selectLastDay(db: Queryable): Promise<string | null> {
  const row = await maybeRow(db, 'selectLastDay', DayRow)`
    select to_char(day, 'YYYY-MM-DD') as day from list_days order by day desc limit 1`;
  return row?.day ?? null;
}

/**
 * Counts what happened from `from` to `to`, and keeps it as that day, a row for each list; a day that is
 * there stays as it is. By `consents_at`: one day's pages are read.
 */
export async function insertDay(
  db: Queryable,
  { day, from, to }: { day: string; from: Date; to: Date },
): Promise<void> {
  await run(db, 'insertDay')`
    insert into list_days (day, list_id, joined, left_count)
    select ${day}::date, l.id, coalesce(c.joined, 0), coalesce(c.gone, 0)
    from lists l left join (
      select list_id, count(*) filter (where action = 'confirmed')::int as joined,
        count(*) filter (where action = 'unsubscribed')::int as gone
      from consents where at >= ${from.toISOString()}::timestamptz
        and at < ${to.toISOString()}::timestamptz
      group by list_id) c on c.list_id = l.id
    on conflict do nothing`;
}

export const GrowthDay = z.strictObject({
  day: z.string(),
  joined: z.number(),
  left: z.number(),
});
export type GrowthDay = z.infer<typeof GrowthDay>;

/** Of all lists that there are, each day since this one. A range of the primary key. */
export async function selectDays(db: Queryable, since: string): Promise<GrowthDay[]> {
  return allRows(db, 'selectDays', GrowthDay)`
    select to_char(day, 'YYYY-MM-DD') as day, sum(joined)::int as joined,
      sum(left_count)::int as "left"
    from list_days join lists on lists.id = list_id
    where day >= ${since}::date group by 1 order by 1`;
}

const NewsRow = z.strictObject({ joined: z.number(), left: z.number(), seen: z.number() });

/** What happened since a moment, of at most `most` records. By `consents_at`. */
export async function countSince(db: Queryable, from: Date, most: number) {
  return oneRow(db, 'countSince', NewsRow)`
    select count(*) filter (where action = 'confirmed')::int as joined,
      count(*) filter (where action = 'unsubscribed')::int as "left", count(*)::int as seen
    from (
      select action from consents where at >= ${from.toISOString()}::timestamptz
        and list_id in (select id from lists)
      limit ${most}) news`;
}
