// Mails that are written into the outbox, under the limits of their kind.

import { eq, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { EmailAddress } from '../base/email-address.ts';
import type { Queryable } from '../db/client.ts';
import { letters } from '../db/schema/mail.ts';
import { maybeRow } from '../db/statement.ts';
import { findRefusal } from './cap-queries.ts';

const EmailId = z.strictObject({ id: z.string() });

/**
 * Writes the email that holds the link to one's preferences; null if the address has had one within
 * the hour, or three within thirty days. Index `letters_address`; exact, as the caller holds the
 * subscriber's lock.
 */
export async function insertLinkEmail(
  tx: Queryable,
  mail: { id: string; subscriberId: number; email: EmailAddress },
): Promise<string | null> {
  const row = await maybeRow(tx, 'insertLinkEmail', EmailId)`
    insert into letters (id, kind, subscriber_id, address)
    select ${mail.id}::uuid, 'preferences', ${mail.subscriberId}, ${mail.email}
    where not exists (
      select from letters where address = ${mail.email} and kind = 'preferences'
        and created_at > now() - interval '30 days'
      having count(*) >= 3 or count(*) filter (where created_at > now() - interval '1 hour') >= 1)
    returning id`;
  return row?.id ?? null;
}

export type EmailRow = typeof letters.$inferSelect;

/** Writes the email to a new address under the same caps; null if they are reached. */
export async function insertAddressEmail(
  tx: Queryable,
  mail: { id: string; subscriberId: number; newEmail: EmailAddress },
): Promise<string | null> {
  const row = await maybeRow(tx, 'insertAddressEmail', EmailId)`
    insert into letters (id, kind, subscriber_id, address, data)
    select ${mail.id}::uuid, 'address-change', ${mail.subscriberId}, ${mail.newEmail},
      ${JSON.stringify({ newEmail: mail.newEmail })}::jsonb
    where ${findRefusal(mail.newEmail, { network: null })} is null
    returning id`;
  return row?.id ?? null;
}

export async function selectEmail(db: Queryable, id: string): Promise<EmailRow | null> {
  const [row] = await db.select().from(letters).where(eq(letters.id, id));
  return row ?? null;
}

/** Locks the email: two clicks on its button stand in line. */
export async function lockEmail(tx: Queryable, id: string): Promise<EmailRow | null> {
  const [row] = await tx.select().from(letters).where(eq(letters.id, id)).for('update');
  return row ?? null;
}

/** Once only: an email that was used before keeps its first time. */
export async function markEmailUsed(tx: Queryable, id: string): Promise<void> {
  await tx
    .update(letters)
    .set({ usedAt: sql`coalesce(${letters.usedAt}, now())` })
    .where(eq(letters.id, id));
}

/**
 * For a CTE of the statement that writes what is to be confirmed: one confirmation email for all
 * lists that `asked` names in its column `id`, and none if it names none. Returns its `id`.
 */
export function confirmationOf(
  email: {
    id: string;
    subscriberId: number;
    email: EmailAddress;
    data: Record<string, unknown>;
    network: string | null;
  },
  asked: SQL,
): SQL {
  return sql`insert into letters (id, kind, subscriber_id, address, list_ids, data, network)
      select ${email.id}::uuid, 'confirm', ${email.subscriberId}, ${email.email},
        array_agg(id order by id), ${JSON.stringify(email.data)}::jsonb, ${email.network}
      from ${asked}
      having count(*) > 0
      returning id`;
}

/**
 * For a CTE: a welcome for the lists in the array `listIds`, none where it is null, with the digest of
 * the relation `newest` (id, slug, key), if it has a row. Returns its `id` and `subscriber_id`.
 */
export function welcomeOf(
  email: { id: string; subscriberId: number },
  listIds: SQL,
  newest: SQL,
): SQL {
  return sql`insert into letters (id, kind, subscriber_id, address, list_ids, data)
      select ${email.id}::uuid, 'welcome', p.id, p.email, ${listIds},
        coalesce((select jsonb_build_object('digestId', id, 'digestSlug', slug, 'digestKey', key)
        from ${newest}), '{}')
      from subscribers p where p.id = ${email.subscriberId} and ${listIds} is not null
      returning id, subscriber_id`;
}

/**
 * For a CTE: an email to the `address` of the one row of `whom`, about its row `about`, and with the link
 * that is signed from it. Returns its `id`.
 */
export function linkEmailOf(
  email: {
    id: string;
    kind: 'sign-in' | 'invitation' | 'approval' | 'approved' | 'declined';
    language: string;
    /** approval: the editor's note, and the headline; approved, declined: the answer's comment. */
    more?: { note: string; headline: string };
  },
  whom: SQL,
): SQL {
  return sql`insert into letters (id, kind, address, data)
      select ${email.id}::uuid, ${email.kind}, address,
        jsonb_build_object('about', about, 'language', ${email.language}::text)
          || ${JSON.stringify(email.more ?? {})}::jsonb
      from ${whom}
      returning id`;
}

/** For a CTE: whoever gets the welcome of the relation `mail` has the digest of `newest` by it. */
export function rememberWelcome(mail: SQL, newest: SQL): SQL {
  return sql`insert into digest_welcomes (digest_id, subscriber_id, letter_id)
      select n.id, l.subscriber_id, l.id from ${mail} l, ${newest} n
      on conflict do nothing`;
}
