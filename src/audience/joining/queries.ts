// The SQL of joining: the request, its email under caps, and the answer to the email.

import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { EmailAddress } from '../../base/email-address.ts';
import type { Queryable } from '../../db/client.ts';
import { subscribers } from '../../db/schema/audience.ts';
import { bigint, maybeRow, run } from '../../db/statement.ts';
import { isMailed, standing } from '../../digest/mailed-queries.ts';
import { type Caps, findRefusal, Refusal } from '../../transactional/cap-queries.ts';
import { confirmationOf, rememberWelcome, welcomeOf } from '../../transactional/outbox-queries.ts';
import type { ConsentSource } from '../queries.ts';

const IdRow = z.strictObject({ id: bigint });

/**
 * Finds or makes the subscriber and locks the row, so that requests for one address stand in line;
 * null if the address must not be mailed (an erased person may come back by their own will). It writes a
 * row version for a known person, too: known and unknown cost the same.
 */
export async function ensureSubscriber(
  tx: Queryable,
  person: {
    email: EmailAddress;
    addressHash: string;
    name: string | null;
    language: string | null;
  },
): Promise<number | null> {
  const row = await maybeRow(tx, 'ensureSubscriber', IdRow)`
    insert into subscribers (email, name, language)
    select ${person.email}, ${person.name}, ${person.language}
    where not exists (
      select from suppressions where reason <> 'erased'
        and (address = ${person.email} or address_hash = ${person.addressHash}))
    on conflict (email) do update set email = excluded.email
    returning id`;
  return row?.id ?? null;
}

export interface Request {
  /** Null: the address must not be mailed. The statement then runs all the same and does nothing. */
  subscriberId: number | null;
  email: EmailAddress;
  addressHash: string;
  listIds: readonly number[];
  /** The id the email gets if one is written. */
  emailId: string;
  emailData: Record<string, unknown>;
  /** True: lists without double opt-in are confirmed at once, except for who left or was erased. */
  mayConfirmAtOnce: boolean;
  /** Absent: only the caps of the address hold, for an editor's own request. */
  caps?: Caps;
  source: ConsentSource;
}

const RequestEnd = z.strictObject({
  emailId: z.string().nullable(),
  /** The cap that stopped the email, if there was something to write about. */
  refusal: Refusal.nullable(),
});
export type RequestEnd = z.infer<typeof RequestEnd>;

/**
 * One statement, whatever the person's state, so that time tells nothing: confirms at once where
 * the list allows, and writes one email for what remains open, unless a cap stops it. A request
 * without an email leaves no trace. Needs the subscriber locked by the caller: the caps count
 * committed emails, so that of the address is exact, the others to a few requests at once.
 */
export async function requestSubscriptions(tx: Queryable, request: Request): Promise<RequestEnd> {
  if (request.listIds.length === 0) return { emailId: null, refusal: null };
  const { source, email, caps } = request;
  const network = source.network ?? null;
  const subscriberId = request.subscriberId ?? 0;
  const end = await maybeRow(tx, 'requestSubscriptions', RequestEnd)`
    with judged as (select ${findRefusal(email, { network, caps })} as refusal),
    asked as (
      select l.id, s.status, ${request.mayConfirmAtOnce} and not l.double_opt_in
          and s.status is distinct from 'unsubscribed' and not exists (
            select from suppressions where address_hash = ${request.addressHash}) as at_once
      from subscribers p
      cross join lists l
      left join subscriptions s on s.list_id = l.id and s.subscriber_id = p.id
      where p.id = ${subscriberId} and l.id in ${[...request.listIds]}
        and s.status is distinct from 'confirmed'),
    confirmed as (
      insert into subscriptions as s (list_id, subscriber_id, status, confirmed_at)
      select id, ${subscriberId}, 'confirmed', now() from asked where at_once
      on conflict (list_id, subscriber_id) do update set status = 'confirmed', confirmed_at = now()
        where s.status = 'pending'
      returning list_id),
    mail as (
      ${confirmationOf(
        { id: request.emailId, subscriberId, email, data: request.emailData, network },
        sql`asked, judged where not at_once and refusal is null`,
      )}),
    pending as (
      insert into subscriptions as s (list_id, subscriber_id, status)
      select id, ${subscriberId}, 'pending' from asked
      where not at_once and exists (select from mail)
      on conflict (list_id, subscriber_id) do update set created_at = now()
        where s.status = 'pending'),
    noted as (
      insert into consents (subscriber_id, list_id, action, method, wording, document, network)
      select ${subscriberId}, list_id, action, ${source.method}, ${source.wording ?? null},
        ${source.document ?? null}, ${network}
      from (
        select id as list_id, 'requested' as action from asked
        where not at_once and exists (select from mail)
        union all select list_id, 'requested' from confirmed
        union all select list_id, 'confirmed' from confirmed) as notes)
    select (select id from mail) as "emailId", refusal from judged
    where exists (select from asked where not at_once)`;
  return end ?? { emailId: null, refusal: null };
}

const EmailId = z.strictObject({ id: z.string() });

/**
 * Writes a welcome for those of the lists that have one, with the newest digest that was mailed to one
 * of them, and its key unless everybody may read it; null if none has.
 */
export async function insertWelcome(
  tx: Queryable,
  welcome: { id: string; subscriberId: number; listIds: readonly number[] },
): Promise<string | null> {
  if (welcome.listIds.length === 0) return null;
  const row = await maybeRow(tx, 'insertWelcome', EmailId)`
    with welcoming as (
      select id from lists where welcome and id in ${[...welcome.listIds]}),
    newest as (
      select d.id, d.slug, case when p.listed then null else d.key end as key
      from ${standing(sql`s.list_ids && (select array_agg(id) from welcoming) and ${isMailed}`)} p
      join digests d on d.id = p.digest_id
      order by p.sent_at desc limit 1),
    mail as (
      ${welcomeOf(welcome, sql`(select array_agg(id order by id) from welcoming)`, sql`newest`)}),
    remembered as (
      ${rememberWelcome(sql`mail`, sql`newest`)})
    select id from mail`;
  return row?.id ?? null;
}

/** Forgets somebody whom this very transaction has met first, and who gets no email. */
export async function forgetNewcomer(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'forgetNewcomer')`
    delete from subscribers p where id = ${id} and created_at = now()
      and not exists (select from subscriptions where subscriber_id = p.id)`;
}

/** Takes what the form said about the person, now that they have proved to be it; never overwrites. */
export async function fillSubscriber(
  tx: Queryable,
  id: number,
  said: { name: string | null; language: string | null },
): Promise<void> {
  await tx
    .update(subscribers)
    .set({
      name: sql`coalesce(${subscribers.name}, ${said.name})`,
      language: sql`coalesce(${subscribers.language}, ${said.language})`,
      updatedAt: sql`now()`,
    })
    .where(eq(subscribers.id, id));
}
