// What alarms are made of, in SQL, and the books of what was told.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, oneRow, run } from '../../db/statement.ts';

/** Each null where there is nothing of the kind; ages in seconds. */
const AlarmFacts = z.strictObject({
  /** The send at work of which nothing moved for longest although something is due. */
  sendAge: z.number().nullable(),
  /** Since the oldest moment that a scheduled send has missed. */
  scheduleAge: z.number().nullable(),
  letterAge: z.number().nullable(),
  importAge: z.number().nullable(),
  /** Recipients of whom nobody knows whether they were mailed, for longer than an answer takes. */
  unknown: z.number(),
  /** Since mail was accepted of which, as of any other, no event came. */
  silence: z.number().nullable(),
  /** Since the tick before this one. */
  tickAge: z.number().nullable(),
});
export type AlarmFacts = z.infer<typeof AlarmFacts>;

const age = (moment: string) => sql.raw(`extract(epoch from now() - ${moment})::float8`);

/**
 * Locks nothing. Sends by `sends_active` and by age, their batches by primary key (10,000 at a
 * million recipients), their last step by its index, emails by `letters_ready`, the newest event by the end of its index. A lane
 * that waits for its turn counts as a step: a large send is not late.
 */
export async function readAlarmFacts(db: Database): Promise<AlarmFacts> {
  return oneRow(db, 'readAlarmFacts', AlarmFacts)`
    with recent as (
      select id from sends where created_at > now() - interval '14 days'
    ), at_work as (
      select ${age(`greatest(max(b.claimed_at), max(b.settled_at),
          (select coalesce(max(at), s.created_at) from send_transitions where send_id = s.id),
          min(case when b.state = 'ready' then coalesce(b.not_before, s.started_at)
            when b.state = 'claimed' then b.lease_until end))`)} as age
      from sends s left join batches b on b.send_id = s.id
      where s.status = 'planning' or s.status = 'sending' group by s.id
    )
    select (select max(age) from at_work) as "sendAge",
      (select max(${age('scheduled_at')}) from sends
        where status = 'scheduled' and scheduled_at < now()) as "scheduleAge",
      (select ${age('min(created_at)')} from letters
        where state = 'ready' and coalesce(lease_until, now()) <= now()) as "letterAge",
      (select ${age('min(coalesce(progressed_at, created_at))')} from imports
        where status = 'running') as "importAge",
      (select coalesce(sum(cardinality(subscriber_ids)), 0)::int from batches
        where state = 'unknown' and settled_at < now() - interval '15 minutes'
          and send_id in (select id from recent)) as unknown,
      (select ${age('min(settled_at)')} from batches
        where send_id in (select id from recent) and state = 'accepted' and provider_ids <> '{}'
          and settled_at > greatest(now() - interval '7 days', (select max(received_at) from events))
      ) as silence,
      (select ${age('at')} from heartbeats where name = 'tick') as "tickAge"`;
}

const AgeRow = z.strictObject({ age: z.number().nullable() });

/** Seconds since the last tick ended; null if there was none. */
export async function readTickAge(db: Database): Promise<number | null> {
  const row = await oneRow(db, 'readTickAge', AgeRow)`
    select ${age('max(at)')} as age from heartbeats where name = 'tick'`;
  return row.age;
}

export async function beat(db: Database, name: 'tick'): Promise<void> {
  await run(db, 'beat')`
    insert into heartbeats (name) values (${name}) on conflict (name) do update set at = now()`;
}

const TakenAlarm = z.strictObject({ name: z.string(), since: z.string() });

/**
 * Of these alarms those whose turn it is to be told: new ones, those that nobody took half a minute
 * ago, and others after an hour, two, four … and at most a day. Takes row locks in the order of names; ticks may overlap.
 */
export async function takeAlarms(
  db: Database,
  names: readonly string[],
): Promise<{ name: string; since: string }[]> {
  return allRows(db, 'takeAlarms', TakenAlarm)`
    insert into alarms (name)
    select name from json_array_elements_text(${JSON.stringify(names)}::json) n(name) order by name
    on conflict (name) do update set taken_at = now()
      where alarms.taken_at < now() - interval '30 seconds'
        and coalesce(alarms.told_at < now() - least(interval '1 day',
          greatest(interval '1 hour', alarms.told_at - alarms.since)), true)
    returning name, ${isoTime(sql`since`)} as since`;
}

export async function markTold(db: Database, name: string): Promise<void> {
  await run(db, 'markTold')`update alarms set told_at = now() where name = ${name}`;
}

const NameRow = z.strictObject({ name: z.string() });

/** Ends all alarms but these; gives the names of those that somebody was told of. */
export async function endAlarms(db: Database, standing: readonly string[]): Promise<string[]> {
  const rows = await allRows(db, 'endAlarms', NameRow)`
    with over as (
      delete from alarms
      where name not in (select json_array_elements_text(${JSON.stringify(standing)}::json))
      returning name, told_at)
    select name from over where told_at is not null order by name`;
  return rows.map(({ name }) => name);
}
