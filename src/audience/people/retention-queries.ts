// The SQL of forgetting by age. Each statement takes a bounded bite; the next minute takes the rest.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { allRows, run } from '../../db/statement.ts';

/**
 * Requests that nobody confirmed in 30 days: the person, too, if nothing else is known of them.
 * Index `subscriptions_pending`.
 */
export async function deleteUnconfirmed(db: Queryable): Promise<void> {
  await run(db, 'deleteUnconfirmed')`
    with old as (
      select list_id, subscriber_id from subscriptions
      where status = 'pending' and created_at < now() - interval '30 days'
      order by created_at limit 5000 for update skip locked),
    people as (
      delete from subscribers p where p.id in (select subscriber_id from old)
        and not exists (
          select from subscriptions k where k.subscriber_id = p.id
            and not (k.status = 'pending' and k.created_at < now() - interval '30 days'))
      returning p.id),
    proofs as (delete from consents where subscriber_id in (select id from people))
    delete from subscriptions s
    where s.subscriber_id in (select id from people)
      or (s.list_id, s.subscriber_id) in (select list_id, subscriber_id from old)`;
}

/** Former addresses, once no replay of a batch can need them: a provider's key lives 24 h. */
export async function deleteOldAddresses(db: Queryable): Promise<void> {
  await run(db, 'deleteOldAddresses')`
    delete from address_history where (subscriber_id, id) in (
      select subscriber_id, id from address_history
      where changed_at < now() - interval '25 hours' limit 5000)`;
}

/** Networks, once their time is up. Index `consents_network`. */
export async function deleteOldNetworks(db: Queryable, days: number): Promise<void> {
  await run(db, 'deleteOldNetworks')`
    update consents set network = null where id in (
      select id from consents
      where network is not null and at < now() - make_interval(hours => ${days * 24}::int)
      order by at limit 5000)`;
}

/** Uploads that broke off without a word, and reports of rejected rows after 30 days. */
export async function cleanImports(db: Queryable): Promise<void> {
  await run(db, 'endBrokenUploads')`
    with dead as (
      update imports set status = 'failed', error = 'The upload broke off.', finished_at = now()
      where status = 'uploading' and created_at < now() - interval '1 day' returning id)
    delete from import_chunks where import_id in (select id from dead)`;
  await run(db, 'deleteOldRejections')`
    delete from import_rejections where (import_id, row) in (
      select r.import_id, r.row from imports i join import_rejections r on r.import_id = i.id
      where i.finished_at < now() - interval '30 days'
        and i.finished_at > now() - interval '60 days' and i.rejected > 0 limit 5000)`;
}

const IdRow = z.strictObject({ id: z.string() });

/** Running imports whose next chunk nobody has taken for half a minute: their message was lost. */
export async function selectForgottenImports(db: Queryable): Promise<string[]> {
  const rows = await allRows(db, 'selectForgottenImports', IdRow)`
    select id from imports where status = 'running'
      and coalesce(progressed_at, created_at) < now() - interval '30 seconds'`;
  return rows.map((row) => row.id);
}
