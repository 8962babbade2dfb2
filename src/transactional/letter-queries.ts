// The outbox of letters in SQL.

import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { allRows } from '../db/rows.ts';

export interface ClaimedLetter {
  id: string;
  kind: 'confirm' | 'address-change' | 'preferences' | 'welcome' | 'test';
  address: string;
  /** The reader's, if she said one. */
  language: string | null;
  lists: { id: number; slug: string; name: string }[];
  subscriberId: number | null;
  /** welcome: the newest digest at that time. */
  digestSlug: string | null;
  digestKey: string | null;
  digestId: string | null;
  revision: number | null;
  attempts: number;
  keyAgeSeconds: number;
  createdAt: Date;
}

/**
 * Takes a waiting letter for 90 s; null if it is done, taken, or its address must not be mailed
 * (then it ends here). One row by primary key.
 */
export async function claimLetter(db: Database, id: string): Promise<ClaimedLetter | null> {
  await db.execute(sql`
    with refused as (
      update letters set state = 'refused', error = 'suppressed'
      where id = ${id} and state = 'ready' and first_called_at is null
        and exists (select from suppressions x where x.address = letters.address)
      returning id)
    delete from digest_welcomes where letter_id in (select id from refused)`);
  const rows = await db.execute(sql`
    with claimed as (
      update letters set attempts = attempts + 1, lease_until = now() + interval '90 seconds',
        first_called_at = coalesce(first_called_at, now())
      where id = ${id} and state = 'ready' and (lease_until is null or lease_until < now())
      returning *)
    select c.id, c.kind, c.address, c.attempts, coalesce(c.data->>'language', s.language) as language,
      c.subscriber_id::float8 as "subscriberId", c.data->>'digestSlug' as "digestSlug",
      c.data->>'digestKey' as "digestKey",
      c.data->>'digestId' as "digestId", (c.data->>'revision')::int as revision,
      extract(epoch from now() - c.first_called_at)::int as "keyAgeSeconds",
      extract(epoch from c.created_at)::float8 * 1000 as "createdAt",
      (select coalesce(json_agg(json_build_object('id', l.id, 'slug', l.slug, 'name', l.name) order by l.id), '[]')
        from lists l where l.id = any(c.list_ids)) as lists
    from claimed c left join subscribers s on s.id = c.subscriber_id`);
  const row = rows[0] as (Omit<ClaimedLetter, 'createdAt'> & { createdAt: number }) | undefined;
  return row ? { ...row, createdAt: new Date(row.createdAt) } : null;
}

/** Whose welcome was refused did not get the link of its digest. */
export async function settleLetter(
  db: Database,
  id: string,
  end: { state: 'accepted' | 'refused' | 'unknown'; providerId?: string; error?: string },
): Promise<void> {
  await db.execute(sql`
    with settled as (
      update letters set state = ${end.state}, lease_until = null,
        provider_id = ${end.providerId ?? null}, error = ${end.error ?? null}
      where id = ${id} and state = 'ready'
      returning id, state)
    delete from digest_welcomes where letter_id in (
      select id from settled where state = 'refused')`);
}

/** Leaves it in the outbox; its key and its age stay. */
export async function postponeLetter(
  db: Database,
  id: string,
  afterSeconds: number,
): Promise<void> {
  await db.execute(sql`
    update letters set lease_until = now() + make_interval(secs => ${afterSeconds})
    where id = ${id} and state = 'ready'`);
}

/** Letters whose ring was lost; index `letters_ready`. */
export async function findForgottenLetters(db: Database, limit: number): Promise<string[]> {
  const rows = await db.execute(sql`
    select id from letters where state = 'ready' and created_at < now() - interval '30 seconds'
      and (lease_until is null or lease_until < now() - interval '5 seconds')
    order by created_at limit ${limit}`);
  return allRows<{ id: string }>(rows).map(({ id }) => id);
}

/** Writes the letters of a test mail. */
export async function insertTestLetters(
  db: Database,
  letters: readonly { id: string; address: string; digestId: string; revision: number }[],
): Promise<void> {
  await db.execute(sql`
    insert into letters (id, kind, address, data)
    select id, 'test', address, json_build_object('digestId', "digestId", 'revision', revision)::jsonb
    from json_to_recordset(${JSON.stringify(letters)}::json)
      as e(id uuid, address text, "digestId" uuid, revision int)`);
}
