// The SQL of sign-in links.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { maybeRow, run } from '../../db/statement.ts';

/** A link that nobody used for so long signs nobody in. */
export const linkMinutes = 15;

const NewLink = z.strictObject({ id: z.string(), createdAt: z.number() });

/** For an editor who is given the link by other means than mail; null if there is none of the address. */
export async function insertSignInLink(
  db: Queryable,
  { id, address }: { id: string; address: string },
) {
  return maybeRow(db, 'insertSignInLink', NewLink)`
    insert into sign_in_links (id, editor_id)
    select ${id}::uuid, e.id from editors e where e.address = ${address}
    returning id, extract(epoch from created_at)::float8 * 1000 as "createdAt"`;
}

const LinkState = z.strictObject({ isUsed: z.boolean(), isExpired: z.boolean() });

export async function findSignInLink(db: Queryable, id: string) {
  return maybeRow(db, 'findSignInLink', LinkState)`
    select used_at is not null as "isUsed",
      created_at < now() - make_interval(mins => ${linkMinutes}) as "isExpired"
    from sign_in_links where id = ${id}`;
}

const SpentLink = z.strictObject({ editorId: z.string(), opens: z.string().nullable() });

/**
 * Uses a link: of two presses at once one gets the row. The editor's other links end with it. By primary
 * key, then `sign_in_links_editor`.
 */
export async function spendSignInLink(tx: Queryable, id: string) {
  const spent = await maybeRow(tx, 'spendSignInLink', SpentLink)`
    update sign_in_links set used_at = now()
    where id = ${id} and used_at is null
      and created_at >= now() - make_interval(mins => ${linkMinutes})
    returning editor_id as "editorId", opens`;
  if (spent === null) return null;
  await run(tx, 'endOtherLinks')`
    update sign_in_links set used_at = now()
    where editor_id = ${spent.editorId} and used_at is null`;
  return spent;
}
