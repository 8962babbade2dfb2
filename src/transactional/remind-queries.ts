// The SQL of reminders.

import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { among, askingEmails } from '../db/schema/states.ts';
import { allRows, run } from '../db/statement.ts';

const asking = among(askingEmails);

const IdRow = z.strictObject({ id: z.string() });

/**
 * Confirmation emails of a day ago that arrived, were not answered, and were the last to their address;
 * locked, so that two sweeps at once write one reminder. A day's window of `letters_created`.
 */
export async function lockUnanswered(tx: Queryable, limit: number): Promise<string[]> {
  const rows = await allRows(tx, 'lockUnanswered', IdRow)`
    select l.id from letters l
    where l.kind in ${asking} and l.kind = 'confirm'
      and l.created_at < now() - interval '24 hours' and l.created_at > now() - interval '48 hours'
      and l.state = 'accepted' and l.used_at is null and not l.data ? 'remindsOf'
      and not exists (
        select from letters o where o.address = l.address and o.created_at > l.created_at)
      and 3 > (
        select count(*) from letters o where o.address = l.address
          and o.kind in ${asking} and o.created_at > now() - interval '30 days')
      and exists (
        select from subscriptions k where k.subscriber_id = l.subscriber_id
          and k.list_id = any(l.list_ids) and k.status = 'pending')
      and not exists (select from suppressions x where x.address = l.address)
    order by l.created_at limit ${limit} for update of l skip locked`;
  return rows.map((row) => row.id);
}

/** The same email once more, with a link of its own. */
export async function insertReminders(
  tx: Queryable,
  reminders: readonly { id: string; of: string }[],
): Promise<void> {
  await run(tx, 'insertReminders')`
    insert into letters (id, kind, subscriber_id, address, list_ids, data)
    select e.id, 'confirm', l.subscriber_id, l.address, l.list_ids,
      l.data || jsonb_build_object('remindsOf', l.id)
    from json_to_recordset(${JSON.stringify(reminders)}::json) as e(id uuid, "of" uuid)
    join letters l on l.id = e.of`;
}
