// The pace row in SQL.

import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { oneRow } from '../db/rows.ts';

/** Room for jitter on the way: 98.5 % of the granted rate is used. */
const share = 0.985;

/** Makes the row when the first send of an account is planned. `rate` in requests per second. */
export async function ensurePace(db: Database, rate: number): Promise<void> {
  await db.execute(sql`
    insert into pace (account, rate) values ('resend', ${rate}) on conflict (account) do nothing`);
}

/** Takes the next slot: milliseconds from now until it. One row lock, held for microseconds. */
export async function takeSlot(db: Database): Promise<number> {
  const rows = await db.execute(sql`
    update pace set next_at = greatest(next_at, clock_timestamp())
      + make_interval(secs => 1 / (rate * ${share}))
    where account = 'resend'
    returning extract(epoch from next_at - clock_timestamp()) * 1000
      - 1000 / (rate * ${share}) as wait`);
  return Number(oneRow<{ wait: string }>(rows).wait);
}

/** Moves the next slot at least `afterSeconds` away; an unsaid rate is lowered by a fifth. */
export async function giveUpSlots(
  db: Database,
  afterSeconds: number,
  rate: number | null,
): Promise<void> {
  await db.execute(sql`
    update pace set next_at = greatest(next_at, now() + make_interval(secs => ${afterSeconds})),
      rate = coalesce(${rate}::real, greatest(rate * 0.8, 0.2))
    where account = 'resend'`);
}

export async function setRate(db: Database, rate: number): Promise<void> {
  await db.execute(sql`
    update pace set rate = ${rate} where account = 'resend' and rate is distinct from ${rate}::real`);
}
