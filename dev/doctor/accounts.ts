// Do the books of the sends add up? After a restore, before anything is sent again, this tells.

import * as z from 'zod';
import type { Database } from '../../src/db/client.ts';
import { allRows } from '../../src/db/statement.ts';
import { readCounts } from '../../src/sending/counts-queries.ts';
import { unaccounted } from '../../src/sending/finish.ts';
import { type Check, counted, type Verdict } from './finding.ts';

export const accountChecks: Check[] = [
  { name: 'equation', part: 'accounts', look: ({ db }) => checkEquation(db) },
  { name: 'once', part: 'accounts', look: ({ db }) => checkOnce(db) },
  { name: 'open', part: 'accounts', look: ({ db }) => checkOpen(db) },
];

const SendRow = z.strictObject({ id: z.string(), status: z.string() });
const TwiceRow = z.strictObject({ sendId: z.string(), people: z.number() });
const StillRow = z.strictObject({ id: z.string(), since: z.string() });

/** For each send: its audience is the sum of its outcomes, and one that is sent has nothing pending. */
async function checkEquation(db: Database): Promise<Verdict> {
  const sends = await allRows(db, 'readAllSends', SendRow)`
    select id, status from sends order by created_at, id`;
  const faults: string[] = [];
  for (const { id, status } of sends) {
    const counts = await readCounts(db, id);
    if (!counts) continue;
    const missing = unaccounted(counts);
    if (missing !== 0) faults.push(`${id} is off by ${missing}`);
    else if (status === 'sent' && counts.pending > 0) {
      faults.push(`${id} is sent with ${counts.pending} pending`);
    }
  }
  if (faults.length === 0) {
    const message = `${counted(sends.length, 'send')}: every recipient is accounted for.`;
    return { state: 'ok', message };
  }
  return {
    state: 'fail',
    message: `The books are off: ${listed(faults)}. Send nothing from here.`,
  };
}

/** Nobody stands twice in a send. One pass over all batches: a second for a million recipients. */
async function checkOnce(db: Database): Promise<Verdict> {
  const twice = await allRows(db, 'findTwice', TwiceRow)`
    with members as (
      select send_id, unnest(subscriber_ids) as id from batches where state <> 'split'
      union all
      select send_id, (entry->>'id')::bigint from batches, jsonb_array_elements(skipped) entry
    ), twice as (select send_id from members group by send_id, id having count(*) > 1)
    select send_id as "sendId", count(*)::int as people from twice group by send_id order by send_id`;
  const faults = twice.map(
    ({ sendId, people }) => `${counted(people, 'person', 'people')} in ${sendId}`,
  );
  if (faults.length === 0) return { state: 'ok', message: 'Nobody stands twice in a send.' };
  return { state: 'fail', message: `Twice in one send: ${listed(faults)}.` };
}

/** What goes on as soon as the worker may send, and should have long ago: an old state was restored. */
async function checkOpen(db: Database): Promise<Verdict> {
  const still = await allRows(db, 'findStandingStill', StillRow)`
    with at_work as (
      select s.id, case s.status when 'scheduled' then s.scheduled_at when 'paused' then s.resume_at
          else coalesce(b.settled_at, s.started_at, s.created_at) end as since
      from sends s, lateral (
        select max(settled_at) as settled_at, bool_or(state in ('ready', 'claimed')
          and coalesce(not_before, now()) <= now()) as is_due
        from batches where send_id = s.id) b
      where s.status in ('scheduled', 'planning', 'paused') or (s.status = 'sending' and b.is_due)
    )
    select id, to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from at_work where since < now() - interval '10 minutes' order by since, id`;
  if (still.length === 0) return { state: 'ok', message: 'No send stands still in mid-send.' };
  const list = listed(still.map(({ id, since }) => `${id} since ${since}`));
  const message = `Due and without a step: ${list}. After a restore, pause or cancel it before the worker may send: what was accepted since the backup looks ready here (docs/operations.md, "Back up and restore").`;
  return { state: 'warn', message };
}

function listed(items: readonly string[]): string {
  const most = 5;
  const more = items.length > most ? ` and ${items.length - most} more` : '';
  return items.slice(0, most).join(', ') + more;
}
