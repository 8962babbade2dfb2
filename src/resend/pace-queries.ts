// The pace row in SQL.

import * as z from 'zod';
import type { Database } from '../db/client.ts';
import { maybeRow, oneRow, run } from '../db/statement.ts';

/** Room for jitter on the way: 98.5 % of the granted rate is used. */
const share = 0.985;

/** After a 429 that named no rate, the rate stays down so long, and then climbs. */
const calmSeconds = 10;
/** So much at each slot: at 5 requests a second from a half back to the whole in some 14 s. */
const climb = 1.01;
/** Calls under way together meet a limit together: they count as one reason to slow down. */
const echoSeconds = 2;

/** Makes the row when the first send of an account is planned. `rate` in requests per second. */
export async function ensurePace(db: Database, rate: number): Promise<void> {
  await run(db, 'ensurePace')`
    insert into pace (account, rate, target) values ('resend', ${rate}, ${rate})
    on conflict (account) do update set target = excluded.rate where pace.target is null`;
}

const Slot = z.strictObject({ wait: z.number() });

const Pace = z.strictObject({});

/**
 * Takes the next slot: milliseconds from now until it, or null if it is further off than
 * `longestWaitMs`: then it stays for others, else all who ask in vain would push it ever further
 * away. One row lock, held for microseconds. Whoever
 * comes less than one slot late still gets the missed one, so that jitter costs no rate; slots
 * missed by more are lost, so that a pause is never followed by a burst. The lock is held until the
 * commit, so the commit does not wait for the disk: a slot that a crash forgets is a slot too early
 * (8 connections: 11,000 slots/s instead of 1,450).
 */
export async function takeSlot(db: Database, longestWaitMs: number): Promise<number | null> {
  const slot = await maybeRow(db, 'takeSlot', Slot)`
    update pace set next_at = greatest(
        next_at + make_interval(secs => 1 / (rate * ${share})), clock_timestamp()),
      rate = case when rate < target and slowed_at < now() - make_interval(secs => ${calmSeconds})
        then least(target, rate * ${climb}) else rate end
    from (select set_config('synchronous_commit', 'off', true)) unhurried
    where account = 'resend'
      and next_at <= clock_timestamp() + make_interval(secs => ${longestWaitMs}::float8 / 1000)
    returning (extract(epoch from next_at - clock_timestamp()) * 1000
      - 1000 / (rate * ${share}))::float8 as wait`;
  if (slot) return slot.wait;
  // Without an account there is no slot, however long one waits.
  await oneRow(db, 'requirePace', Pace)`
    select from pace where account = 'resend'`;
  return null;
}

/** Moves the next slot at least `afterSeconds` away; an unsaid rate is lowered by a fifth. */
export async function giveUpSlots(
  db: Database,
  afterSeconds: number,
  rate: number | null,
): Promise<void> {
  await run(db, 'giveUpSlots')`
    update pace set next_at = greatest(next_at, now() + make_interval(secs => ${afterSeconds})),
      target = coalesce(${rate}::real, target),
      rate = case when ${rate}::real is not null then ${rate}::real
        when slowed_at > now() - make_interval(secs => ${echoSeconds}) then rate
        else greatest(rate * 0.8, 0.2) end,
      slowed_at = now()
    where account = 'resend'`;
}

/** What Resend says it grants: paced at from now on, and climbed back to. */
export async function setRate(db: Database, rate: number): Promise<void> {
  await run(db, 'setRate')`
    update pace set rate = ${rate}, target = ${rate}
    where account = 'resend' and (rate is distinct from ${rate}::real or target is distinct from ${rate}::real)`;
}
