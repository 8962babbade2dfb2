// The SQL of passkeys.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { passkeys } from '../../db/schema/editors.ts';
import { allRows, bigint, maybeRow, run } from '../../db/statement.ts';

export async function insertPasskey(
  db: Queryable,
  passkey: typeof passkeys.$inferInsert,
): Promise<void> {
  await db.insert(passkeys).values(passkey);
}

const StoredPasskey = z.strictObject({
  id: z.string(),
  editorId: z.string(),
  publicKey: z.string(),
  counter: bigint,
});

export async function findPasskey(db: Queryable, id: string) {
  return maybeRow(db, 'findPasskey', StoredPasskey)`
    select id, editor_id as "editorId", public_key as "publicKey", counter
    from passkeys where id = ${id}`;
}

export async function notePasskeyUse(db: Queryable, id: string, counter: number): Promise<void> {
  await run(db, 'notePasskeyUse')`
    update passkeys set counter = ${counter}, last_used_at = now() where id = ${id}`;
}

/** True for the first who answers it. */
export async function spendChallenge(db: Queryable, id: string): Promise<boolean> {
  const count = await run(db, 'spendChallenge')`
    insert into spent_challenges (id) values (${id}::uuid) on conflict do nothing`;
  return count > 0;
}

/** Challenges die after five minutes; ids carry their time. */
export async function deleteSpentChallenges(db: Queryable): Promise<void> {
  await run(db, 'deleteSpentChallenges')`
    delete from spent_challenges where id in (
      select id from spent_challenges where at < now() - interval '1 hour' limit 5000)`;
}

const ListedPasskey = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ListedPasskey = z.infer<typeof ListedPasskey>;

/** An editor has a handful. Index `passkeys_editor`. */
export async function selectPasskeysOf(db: Queryable, editorId: string): Promise<ListedPasskey[]> {
  return allRows(db, 'listPasskeys', ListedPasskey)`
    select id, name, ${isoTime(sql`created_at`)} as "createdAt",
      ${isoTime(sql`last_used_at`)} as "lastUsedAt"
    from passkeys where editor_id = ${editorId} order by created_at, id limit 50`;
}

/** True if it was there and theirs. */
export async function deletePasskey(
  db: Queryable,
  { id, editorId }: { id: string; editorId: string },
): Promise<boolean> {
  const count = await run(db, 'deletePasskey')`
    delete from passkeys where id = ${id} and editor_id = ${editorId}`;
  return count > 0;
}
