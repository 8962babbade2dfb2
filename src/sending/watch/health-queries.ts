// How well mail is received, in SQL: of each send at work, and of the whole account at Resend.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { activeSendStates, among } from '../../db/schema/states.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import { healthLimits } from './health.ts';

const AccountHealth = z.strictObject({
  accepted: z.number(),
  bounced: z.number(),
  complained: z.number(),
});
export type AccountHealth = z.infer<typeof AccountHealth>;

/**
 * Counts the account's last 30 days while a send waits or is at work, once a minute. Bounces and
 * complaints are read from the partial indexes on their moments. Of a finished send all recipients
 * count as accepted, which spares reading its batches: 10,000 rows at a million.
 */
export async function countAccount(db: Database): Promise<void> {
  await run(db, 'countAccount')`
    insert into account_health as h (account, accepted, bounced, complained, counted_at)
    select 'resend', coalesce(sum(case when s.status = 'sent' then s.recipients else (
          select coalesce(sum(cardinality(subscriber_ids)), 0) from batches
          where send_id = s.id and state = 'accepted') end), 0),
      (select count(*) from deliveries where bounced_at > now() - interval '30 days'),
      (select count(*) from deliveries where complained_at > now() - interval '30 days'), now()
    from sends s
    where s.started_at > now() - interval '30 days' and exists (
      select from sends where status in ${among(activeSendStates)})
    having count(*) > 0
    on conflict (account) do update set accepted = excluded.accepted, bounced = excluded.bounced,
      complained = excluded.complained, counted_at = excluded.counted_at`;
}

/** As the sweep counted it within the last hour; null if it did not. One row by primary key. */
export async function readAccount(db: Database): Promise<AccountHealth | null> {
  return maybeRow(db, 'readAccount', AccountHealth)`
    select accepted::float8 as accepted, bounced::float8 as bounced, complained::float8 as complained
    from account_health where account = 'resend' and counted_at > now() - interval '1 hour'`;
}

const SendHealth = AccountHealth.extend({
  id: z.string(),
  /** Accepted by Resend, and then given up by it. */
  failed: z.number(),
  /** It warms its domain up: a day of that is few mails, and its bounces weigh more. */
  isWarming: z.boolean(),
});
export type SendHealth = z.infer<typeof SendHealth>;

/**
 * Sends at work, from a hundred accepted on. Whoever resumed a send has decided: the same figures do
 * not pause it again. Reads the batches and deliveries of each by primary key.
 */
export async function readSendsHealth(db: Database): Promise<SendHealth[]> {
  return allRows(db, 'readSendsHealth', SendHealth)`
    select s.id, s.warm_up_domain is not null as "isWarming", a.accepted::float8 as accepted, d.*
    from sends s,
      lateral (select coalesce(sum(cardinality(subscriber_ids)), 0) as accepted
        from batches where send_id = s.id and state = 'accepted') a,
      lateral (select count(bounced_at)::float8 as bounced, count(complained_at)::float8 as complained,
          count(failed_at)::float8 as failed
        from deliveries where send_id = s.id) d
    where s.status = 'sending' and a.accepted >= ${healthLimits.fewestForFailures}
      and not exists (select from send_transitions t where t.send_id = s.id
        and t.from_status = 'paused' and t.why = 'resumed by an editor')`;
}
