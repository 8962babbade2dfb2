// A domain's warm-up in SQL: its row and lock, what its days have taken, which batches wait for which.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { numberArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { allRows, oneRow, run } from '../../db/statement.ts';
import type { WaitingBatch } from './days.ts';

/** The domain's days with a call that was accepted (YYYY-MM-DD, ascending), and the present moment. */
const DomainRow = z.strictObject({ days: z.array(z.iso.date()), now: z.number() });
export type DomainRow = z.infer<typeof DomainRow>;

const now = sql`extract(epoch from now())::float8 * 1000 as now`;

/**
 * Holds the domain until the end of the transaction, made if it is new: claims of its mails under
 * new keys come one after the other. After the locks of a digest and a send, before those of batches.
 */
export async function lockDomain(tx: Queryable, domain: string): Promise<DomainRow> {
  return oneRow(tx, 'lockDomain', DomainRow)`
    insert into warm_ups (domain) values (${domain})
    on conflict (domain) do update set domain = excluded.domain
    returning to_json(days) as days, ${now}`;
}

/** The same without a lock, and without making it. */
export async function readDomain(db: Queryable, domain: string): Promise<DomainRow> {
  return oneRow(db, 'readDomain', DomainRow)`
    select to_json(coalesce((select days from warm_ups where domain = ${domain}), '{}')) as days, ${now}`;
}

/** Makes the day of a call that was accepted a step of the ladder; one row by primary key. */
export async function noteDay(db: Database, domain: string, day: string): Promise<void> {
  await run(db, 'noteDay')`
    update warm_ups set days = (select array_agg(d order by d) from unnest(days || ${day}::date) d)
    where domain = ${domain} and not (${day}::date = any(days))`;
}

const Mails = z.strictObject({ mails: z.number() });

/**
 * Mails of the domain's sends that are called, or may be, for the first time since that moment:
 * whatever a call came to but halves, which count for themselves. A batch that goes back to `ready`
 * has no call any more. Sends are few; their batches by primary key, 10,000 rows at a million readers.
 */
export async function countCalled(tx: Queryable, domain: string, since: Date): Promise<number> {
  const at = since.toISOString();
  const { mails } = await oneRow(tx, 'countCalled', Mails)`
    select coalesce(sum(cardinality(b.subscriber_ids)), 0)::int as mails
    from sends s join batches b on b.send_id = s.id
    where s.warm_up_domain = ${domain}
      and (s.status in ('sending', 'paused') or s.finished_at >= ${at}::timestamptz)
      and b.first_called_at >= ${at}::timestamptz and b.state <> 'split'`;
  return mails;
}

const MailsDue = Mails.extend({ at: z.number() });

/** Mails that wait in the domain's other sends, by the moment they are due; those of a paused send only if that is to come. */
export async function readWaitingElsewhere(
  tx: Queryable,
  domain: string,
  sendId: string | null,
): Promise<z.infer<typeof MailsDue>[]> {
  return allRows(tx, 'readWaitingElsewhere', MailsDue)`
    select extract(epoch from greatest(b.not_before, now()))::float8 * 1000 as at,
      sum(cardinality(b.subscriber_ids))::int as mails
    from sends s join batches b on b.send_id = s.id
    where s.warm_up_domain = ${domain} and s.status in ('sending', 'paused')
      and s.id is distinct from ${sendId}::uuid and b.state = 'ready'
      and (s.status = 'sending' or b.not_before > now())
    group by 1`;
}

const WaitingRow = z.strictObject({ n: z.number(), size: z.number(), dueAt: z.number() });

/** The batches of a send that nobody has claimed, with the moment from which they may be. */
export async function readWaiting(tx: Queryable, sendId: string): Promise<WaitingBatch[]> {
  return allRows(tx, 'readWaiting', WaitingRow)`
    select n, cardinality(subscriber_ids) as size,
      extract(epoch from coalesce(not_before, now()))::float8 * 1000 as "dueAt"
    from batches where send_id = ${sendId} and state = 'ready'`;
}

/** Lets these batches wait until then; passes over those that somebody holds. By primary key; the 20,000 of a million readers: 0.2 s. */
export async function postpone(
  tx: Queryable,
  sendId: string,
  moved: readonly { n: number; at: number }[],
): Promise<void> {
  if (moved.length === 0) return;
  await run(tx, 'postpone')`
    with held as materialized (
      select b.n, m.at
      from unnest(${numberArray(moved.map(({ n }) => n))}::int[],
        ${numberArray(moved.map(({ at }) => at))}::float8[]) m(n, at)
      join batches b on b.send_id = ${sendId} and b.n = m.n and b.state = 'ready'
      for update of b skip locked
    )
    update batches b set not_before = to_timestamp(held.at / 1000)
    from held where b.send_id = ${sendId} and b.n = held.n`;
}
