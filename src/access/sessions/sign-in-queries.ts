// The SQL of sign-in links.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { EmailAddress } from '../../base/email-address.ts';
import type { Queryable } from '../../db/client.ts';
import { maybeRow, run } from '../../db/statement.ts';
import { linkEmailOf } from '../../transactional/outbox-queries.ts';
import { rowLinkMinutes } from '../../transactional/row-link.ts';

const linkMinutes = rowLinkMinutes['sign-in'];

/** An editor asks again when a mail is late, not a hundred times; nor does an office. */
const linksPerHour = { editor: 6, network: 30 };

const EmailId = z.strictObject({ id: z.string() });

/**
 * Writes a link and its email, if an editor has the address and the caps allow it; null otherwise. One
 * statement for everybody. Indexes `editors_address_unique`, `sign_in_links_editor` and
 * `sign_in_links_created`: an hour has a few rows.
 */
export async function insertMailedLink(
  db: Queryable,
  link: {
    id: string;
    emailId: string;
    address: EmailAddress;
    opens: string | null;
    network: string | null;
    language: string;
  },
): Promise<string | null> {
  const row = await maybeRow(db, 'insertMailedLink', EmailId)`
    with asked as (
      select e.id, e.address from editors e
      where e.address = ${link.address}
        and ${linksPerHour.editor} > (
          select count(*) from sign_in_links l
          where l.editor_id = e.id and l.created_at > now() - interval '1 hour')
        and ${linksPerHour.network} > (
          select count(*) from sign_in_links l
          where l.network = ${link.network} and l.created_at > now() - interval '1 hour')),
    link as (
      insert into sign_in_links (id, editor_id, opens, network)
      select ${link.id}::uuid, id, ${link.opens}, ${link.network} from asked
      returning id as about, editor_id),
    whom as (select a.address, l.about from asked a join link l on l.editor_id = a.id),
    email as (${linkEmailOf({ id: link.emailId, kind: 'sign-in', language: link.language }, sql`whom`)})
    select id from email`;
  return row?.id ?? null;
}

const NewLink = z.strictObject({
  id: z.string(),
  createdAt: z.number().transform((milliseconds) => new Date(milliseconds)),
});

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

/** Links of yesterday: the caps look back an hour, and a page of "used" or "too old" a little. */
export async function deleteOldLinks(db: Queryable): Promise<void> {
  await run(db, 'deleteOldLinks')`
    delete from sign_in_links where id in (
      select id from sign_in_links where created_at < now() - interval '1 day'
      order by created_at limit 5000)`;
}
