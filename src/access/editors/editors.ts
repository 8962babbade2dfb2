// Editors: who may sign in, and as what.

import type { EmailAddress } from '../../base/email-address.ts';
import { type EditorId, newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import type { Role } from '../caller.ts';
import { upsertEditor } from './editor-queries.ts';

/** For commands: there is an editor of this address afterwards, with this role. */
export async function ensureEditor(
  db: Queryable,
  address: EmailAddress,
  role: Role,
): Promise<EditorId> {
  return (await upsertEditor(db, { id: newId<EditorId>(), address, role })) as EditorId;
}
