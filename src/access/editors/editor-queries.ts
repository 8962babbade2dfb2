// The SQL of editors.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { oneRow } from '../../db/statement.ts';
import type { Role } from '../caller.ts';

const IdRow = z.strictObject({ id: z.string() });

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
