// Editors: who may sign in, and as what.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { type EmailAddress, parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { type EditorId, type EmailId, isUuid, newId } from '../../base/ids.ts';
import { rawText } from '../../base/raw-text.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { Role } from '../caller.ts';
import {
  deleteEditor,
  type EditorRow,
  insertEditor,
  insertInvitation,
  lockOwners,
  selectEditor,
  selectEditors,
  updateEditor,
  upsertEditor,
} from './editor-queries.ts';

const name = rawText(100).trim().max(100);

export const EditorInput = z.strictObject({
  address: z.string().max(1000),
  name: name.exactOptional(),
  role: Role,
});
export type EditorInput = z.infer<typeof EditorInput>;

export const EditorChange = z.strictObject({
  name: name.exactOptional(),
  role: Role.exactOptional(),
});
export type EditorChange = z.infer<typeof EditorChange>;

const editorCursor = defineCursor('editors', z.uuid());

/** For commands: there is an editor of this address afterwards, with this role. */
export async function ensureEditor(
  db: Queryable,
  address: EmailAddress,
  role: Role,
): Promise<EditorId> {
  return (await upsertEditor(db, { id: newId<EditorId>(), address, role })) as EditorId;
}

export async function listEditors(db: Queryable, page: PageQuery): Promise<Page<EditorRow>> {
  const rows = await selectEditors(db, editorCursor.decode(page.cursor), page.limit + 1);
  return editorCursor.page(
    rows,
    page.limit,
    ({ id }) => id,
    (row) => row,
  );
}

export async function readEditor(db: Queryable, id: string): Promise<EditorRow> {
  return (await selectEditor(db, id)) ?? nobody();
}

/** Makes an editor and mails them the way in. `conflict` if the address is an editor's already. */
export async function inviteEditor(
  { db, enqueueEmail }: { db: Database; enqueueEmail(id: string): Promise<void> },
  input: EditorInput,
  by: { id: string; language: string },
): Promise<EditorRow> {
  const parsed = parseEmailAddress(input.address);
  if (parsed.kind !== 'ok') {
    const errors = [{ path: 'address', message: parsed.message }];
    throw new AppError('invalid', 'Nobody was invited; see errors.', { errors });
  }
  const { address } = parsed;
  const editor = { id: newId<EditorId>(), address, name: input.name ?? '', role: input.role };
  const mail = { id: newId<EmailId>(), editorId: editor.id, language: by.language };
  const made = await db.transaction(async (tx) => {
    const row = await insertEditor(tx, { ...editor, createdBy: by.id });
    if (row !== null) await insertInvitation(tx, mail);
    return row;
  });
  if (made === null) throw new AppError('conflict', 'There is an editor of this address already.');
  await enqueueEmail(mail.id);
  return made;
}

/** `conflict` if nobody would be an owner any more. */
export async function changeEditor(
  db: Database,
  id: string,
  change: EditorChange,
): Promise<EditorRow> {
  return db.transaction(async (tx) => {
    if (change.role !== undefined && change.role !== 'owner') await requireOtherOwner(tx, id);
    return (await updateEditor(tx, id, change)) ?? nobody();
  });
}

/** Ends their sessions, and forgets their name and address. `conflict` for the last owner. */
export async function removeEditor(db: Database, id: string): Promise<void> {
  if (!isUuid(id)) nobody();
  await db.transaction(async (tx) => {
    await requireOtherOwner(tx, id);
    if (!(await deleteEditor(tx, id))) nobody();
  });
}

async function requireOtherOwner(tx: Queryable, id: string): Promise<void> {
  const owners = await lockOwners(tx);
  if (owners.length > 1 || !owners.includes(id)) return;
  throw new AppError('conflict', 'This is the last owner: make somebody else an owner first.');
}

function nobody(): never {
  throw new AppError('not_found', 'There is no editor with this id.');
}
