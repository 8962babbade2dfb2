// The SQL of editors.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';
import { linkEmailOf } from '../../transactional/outbox-queries.ts';
import { Role } from '../caller.ts';

const IdRow = z.strictObject({ id: z.string() });
const AddressRow = z.strictObject({ address: z.string() });

/** Makes the editor, or gives the one of this address the role. */
export async function upsertEditor(
  db: Queryable,
  editor: { id: string; address: string; role: Role },
): Promise<string> {
  const { id, address, role } = editor;
  const row = await oneRow(db, 'upsertEditor', IdRow)`
    insert into editors (id, address, role) values (${id}, ${address}, ${role})
    on conflict (address) do update set role = excluded.role
    returning id`;
  return row.id;
}

export const EditorRow = z.strictObject({
  id: z.uuid(),
  address: z.string(),
  name: z.string().meta({ description: 'What colleagues read; empty: the address.' }),
  role: Role,
  createdAt: z.iso.datetime(),
  signedInAt: z.iso.datetime().nullable(),
});
export type EditorRow = z.infer<typeof EditorRow>;

const columns = sql`id, address, name, role, ${isoTime(sql`created_at`)} as "createdAt",
  ${isoTime(sql`signed_in_at`)} as "signedInAt"`;

/** Null if the address is an editor's already. */
export async function insertEditor(
  tx: Queryable,
  editor: { id: string; address: string; name: string; role: Role; createdBy: string },
): Promise<EditorRow | null> {
  const { id, address, name, role, createdBy } = editor;
  return maybeRow(tx, 'insertEditor', EditorRow)`
    insert into editors (id, address, name, role, created_by)
    values (${id}, ${address}, ${name}, ${role}, ${createdBy})
    on conflict (address) do nothing returning ${columns}`;
}

export async function insertInvitation(
  tx: Queryable,
  mail: { id: string; editorId: string; language: string },
): Promise<void> {
  const whom = sql`(select address, id as about from editors where id = ${mail.editorId}) whom`;
  await run(tx, 'insertInvitation')`
    with email as (${linkEmailOf({ id: mail.id, kind: 'invitation', language: mail.language }, whom)})
    select id from email`;
}

/** By primary key, the newest first. */
export async function selectEditors(
  db: Queryable,
  before: string | null,
  limit: number,
): Promise<EditorRow[]> {
  return allRows(db, 'listEditors', EditorRow)`
    select ${columns} from editors
    where ${before}::uuid is null or id < ${before}::uuid order by id desc limit ${limit}`;
}

export async function selectEditor(db: Queryable, id: string): Promise<EditorRow | null> {
  return maybeRow(db, 'readEditor', EditorRow)`select ${columns} from editors where id = ${id}`;
}

/** Locks every owner, in one order: of two who demote each other at once, one stays. */
export async function lockOwners(tx: Queryable): Promise<string[]> {
  const rows = await allRows(tx, 'lockOwners', IdRow)`
    select id from editors where role = 'owner' order by id for update`;
  return rows.map(({ id }) => id);
}

export async function updateEditor(
  tx: Queryable,
  id: string,
  change: { name?: string | undefined; role?: Role | undefined },
): Promise<EditorRow | null> {
  return maybeRow(tx, 'updateEditor', EditorRow)`
    update editors set name = coalesce(${change.name ?? null}, name),
      role = coalesce(${change.role ?? null}, role)
    where id = ${id} returning ${columns}`;
}

/**
 * Takes the editor away with their sessions, links and passkeys, and their address from where it was kept
 * for their sake. What they did keeps their id, which names nobody any more.
 */
export async function deleteEditor(tx: Queryable, id: string): Promise<boolean> {
  const gone = await maybeRow(tx, 'removeEditor', AddressRow)`
    delete from editors where id = ${id} returning address`;
  if (gone === null) return false;
  await run(tx, 'forgetEditorsMail')`
    delete from letters where address = ${gone.address}
      and kind in ('sign-in', 'invitation', 'approval', 'approved', 'declined')`;
  await run(tx, 'forgetEditorsApprovals')`
    update approvals set address = '', comment = '' where address = ${gone.address}`;
  // A rhythm asks nobody in their place: it rests until somebody says who is asked.
  await run(tx, 'forgetApprover')`
    update rhythms set approver = '', is_paused = true where approver = ${gone.address}`;
  await run(tx, 'forgetTester')`delete from testers where address = ${gone.address}`;
  return true;
}
