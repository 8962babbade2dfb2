// Whether somebody by whose word something is to be sent may send still.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { editorRoles } from '../db/schema/states.ts';
import { oneRow } from '../db/statement.ts';
import { holdsScope, scopesOf } from './caller.ts';

const AnswerRow = z.strictObject({ may: z.boolean() });

const senders = editorRoles.filter((role) => holdsScope({ scopes: scopesOf(role) }, 'send'));

/** `id`: an editor's or a key's, as stands beside what they made. */
export async function maySendStill(db: Queryable, id: string): Promise<boolean> {
  const { may } = await oneRow(db, 'maySendStill', AnswerRow)`
    select exists (select from editors where id::text = ${id}
        and role in ${sql.raw(`(${senders.map((role) => `'${role}'`).join(', ')})`)})
      or exists (select from api_keys where id::text = ${id} and revoked_at is null
        and coalesce(expires_at > now(), true) and scopes && array['send', 'admin']) as may`;
  return may;
}
