// The outbox of transactional emails in SQL.

import * as z from 'zod';
import type { Database } from '../db/client.ts';
import { letters } from '../db/schema/mail.ts';
import { allRows, bigint, maybeRow, run } from '../db/statement.ts';

const ClaimedEmail = z.strictObject({
  id: z.string(),
  kind: z.enum(letters.kind.enumValues),
  address: z.string(),
  /** The reader's, if they said one. */
  language: z.string().nullable(),
  lists: z.array(z.strictObject({ id: z.number(), slug: z.string(), name: z.string() })),
  subscriberId: bigint.nullable(),
  /** sign-in, approval: the row its link is signed from; of an answer, the digest. */
  about: z.string().nullable(),
  /** What an editor wrote, and of which headline. */
  note: z.string().nullable(),
  headline: z.string().nullable(),
  /** welcome: the newest digest at that time. */
  digestSlug: z.string().nullable(),
  digestKey: z.string().nullable(),
  digestId: z.string().nullable(),
  revision: z.number().nullable(),
  /** test: the subscriber whose copy it is. */
  reader: z.number().nullable(),
  attempts: z.number(),
  keyAgeSeconds: z.number(),
  createdAt: z.number().transform((milliseconds) => new Date(milliseconds)),
});
export type ClaimedEmail = z.infer<typeof ClaimedEmail>;

/**
 * Takes a waiting email for 90 s; null if it is done, taken, or its address must not be mailed
 * (then it ends here). Who left as a reader may still come in as an editor. One row by primary key.
 */
export async function claimEmail(db: Database, id: string): Promise<ClaimedEmail | null> {
  await run(db, 'refuseSuppressed')`
    with refused as (
      update letters set state = 'refused', error = 'suppressed'
      where id = ${id} and state = 'ready' and first_called_at is null
        and exists (
          select from suppressions x where x.address = letters.address
            and (letters.kind <> 'sign-in' or x.reason in ('bounce', 'provider')))
      returning id)
    delete from digest_welcomes where letter_id in (select id from refused)`;
  return maybeRow(db, 'claimEmail', ClaimedEmail)`
    with claimed as (
      update letters set attempts = attempts + 1, lease_until = now() + interval '90 seconds',
        first_called_at = coalesce(first_called_at, now())
      where id = ${id} and state = 'ready' and (lease_until is null or lease_until < now())
      returning *)
    select c.id, c.kind, c.address, c.attempts, coalesce(c.data->>'language', s.language) as language,
      c.subscriber_id as "subscriberId", c.data->>'digestSlug' as "digestSlug",
      c.data->>'digestKey' as "digestKey",
      c.data->>'about' as about, c.data->>'note' as note, c.data->>'headline' as headline,
      c.data->>'digestId' as "digestId", (c.data->>'revision')::int as revision,
      (c.data->>'reader')::float8 as reader,
      extract(epoch from now() - c.first_called_at)::int as "keyAgeSeconds",
      extract(epoch from c.created_at)::float8 * 1000 as "createdAt",
      (select coalesce(json_agg(json_build_object('id', l.id, 'slug', l.slug, 'name', l.name) order by l.id), '[]')
        from lists l where l.id = any(c.list_ids)) as lists
    from claimed c left join subscribers s on s.id = c.subscriber_id`;
}

/** Whose welcome was refused did not get the link of its digest. */
export async function settleEmail(
  db: Database,
  id: string,
  end: { state: 'accepted' | 'refused' | 'unknown'; providerId?: string; error?: string },
): Promise<void> {
  await run(db, 'settleEmail')`
    with settled as (
      update letters set state = ${end.state}, lease_until = null,
        provider_id = ${end.providerId ?? null}, error = ${end.error ?? null}
      where id = ${id} and state = 'ready'
      returning id, state)
    delete from digest_welcomes where letter_id in (
      select id from settled where state = 'refused')`;
}

/** Leaves it in the outbox; its key and its age stay. */
export async function postponeEmail(db: Database, id: string, afterSeconds: number): Promise<void> {
  await run(db, 'postponeEmail')`
    update letters set lease_until = now() + make_interval(secs => ${afterSeconds})
    where id = ${id} and state = 'ready'`;
}

const IdRow = z.strictObject({ id: z.string() });

/** Emails whose message was lost; index `letters_ready`. */
export async function findForgottenEmails(db: Database, limit: number): Promise<string[]> {
  const rows = await allRows(db, 'findForgottenEmails', IdRow)`
    select id from letters where state = 'ready' and created_at < now() - interval '30 seconds'
      and (lease_until is null or lease_until < now() - interval '5 seconds')
    order by created_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Writes the emails of a test mail. */
export async function insertTestEmails(
  db: Database,
  emails: readonly {
    id: string;
    address: string;
    digestId: string;
    revision: number;
    reader: number | null;
  }[],
): Promise<void> {
  await run(db, 'insertTestEmails')`
    insert into letters (id, kind, address, data)
    select id, 'test', address,
      jsonb_build_object('digestId', "digestId", 'revision', revision, 'reader', reader)
    from json_to_recordset(${JSON.stringify(emails)}::json)
      as e(id uuid, address text, "digestId" uuid, revision int, reader bigint)`;
}
