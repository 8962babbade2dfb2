// The SQL of everything that is held about one person: reading it out, and forgetting it.

import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '../../db/client.ts';
import { idempotentRequests } from '../../db/schema/access.ts';
import {
  addressHistory,
  consents,
  formerSubscribers,
  lists,
  subscribers,
  subscriptions,
  suppressions,
} from '../../db/schema/audience.ts';
import { deliveries, events } from '../../db/schema/feedback.ts';
import { importRejections } from '../../db/schema/imports.ts';
import { digestWelcomes, letters } from '../../db/schema/mail.ts';
import { sends } from '../../db/schema/sends.ts';
import { run } from '../../db/statement.ts';
import { rememberAddress } from '../queries.ts';

/** The person's number, and those of records that became one with theirs: older rows still hold them. */
export async function selectNumbers(db: Queryable, id: number): Promise<number[]> {
  const former = await db
    .select({ id: formerSubscribers.id })
    .from(formerSubscribers)
    .where(eq(formerSubscribers.subscriberId, id));
  return [id, ...former.map((row) => row.id)];
}

/** With the list's slug, oldest first. */
export function selectConsents(db: Queryable, id: number) {
  return db
    .select({
      list: lists.slug,
      action: consents.action,
      method: consents.method,
      wording: consents.wording,
      document: consents.document,
      network: consents.network,
      sendId: consents.sendId,
      importId: consents.importId,
      at: consents.at,
    })
    .from(consents)
    .innerJoin(lists, eq(lists.id, consents.listId))
    .where(eq(consents.subscriberId, id))
    .orderBy(asc(consents.id));
}

export function selectEmailsOf(db: Queryable, id: number, address: string) {
  return db
    .select()
    .from(letters)
    .where(or(eq(letters.subscriberId, id), eq(letters.address, address)))
    .orderBy(asc(letters.createdAt));
}

/** Index `digest_welcomes_subscriber`. They go with the person. */
export function selectWelcomesOf(db: Queryable, id: number) {
  return db
    .select({ digestId: digestWelcomes.digestId, at: digestWelcomes.at })
    .from(digestWelcomes)
    .where(eq(digestWelcomes.subscriberId, id))
    .orderBy(asc(digestWelcomes.at));
}

/** A primary-key probe for each number and send there is: the key of deliveries begins with the send. */
export function selectDeliveriesOf(db: Queryable, numbers: readonly number[]) {
  return db
    .select({ delivery: deliveries })
    .from(sends)
    .innerJoin(
      deliveries,
      and(eq(deliveries.sendId, sends.id), inArray(deliveries.subscriberId, [...numbers])),
    )
    .orderBy(asc(sends.createdAt));
}

/** Reads the whole log, which is kept for a limited time; it has no index on the person. */
export function selectEventsOf(db: Queryable, numbers: readonly number[]) {
  return db
    .select({ kind: events.kind, sendId: events.sendId, at: events.at, detail: events.detail })
    .from(events)
    .where(inArray(events.subscriberId, [...numbers]))
    .orderBy(asc(events.at));
}

/** Of any of the person's numbers. */
export function selectFormerAddresses(db: Queryable, numbers: readonly number[]) {
  return db
    .select({ email: addressHistory.email, changedAt: addressHistory.changedAt })
    .from(addressHistory)
    .where(inArray(addressHistory.subscriberId, [...numbers]))
    .orderBy(asc(addressHistory.id));
}

export function selectSuppressionsOf(db: Queryable, email: string, addressHash: string) {
  return db
    .select({
      reason: suppressions.reason,
      detail: suppressions.detail,
      createdAt: suppressions.createdAt,
    })
    .from(suppressions)
    .where(or(eq(suppressions.address, email), eq(suppressions.addressHash, addressHash)));
}

/**
 * Rejected rows keep the address as it was written (`Mai <mai@…>`), and the reason may quote it; they
 * are few and kept for 30 days.
 */
export function selectRejectionsOf(db: Queryable, addresses: readonly string[]) {
  return db
    .select({
      importId: importRejections.importId,
      row: importRejections.row,
      reason: importRejections.reason,
    })
    .from(importRejections)
    .where(or(names(importRejections.email, addresses), names(importRejections.reason, addresses)));
}

/** Answers kept for requests that are repeated, which name the person; all of 24 hours are read. */
export function selectAnswersNaming(db: Queryable, addresses: readonly string[]) {
  return db
    .select({ operation: idempotentRequests.operation, at: idempotentRequests.createdAt })
    .from(idempotentRequests)
    .where(names(idempotentRequests.response, addresses))
    .orderBy(asc(idempotentRequests.createdAt));
}

/**
 * Forgets the person. What stays: the address for batches under way until no replay can need it,
 * a keyed hash that keeps imports from bringing the person back, with the reason of an earlier
 * suppression, and rows that name only a number (deliveries, batches). A kept answer goes, but not
 * that its request was answered: it must not be done again. Needs the subscriber locked.
 */
export async function deletePerson(
  tx: Queryable,
  person: { id: number; email: string; addressHash: string },
): Promise<void> {
  const { id, email, addressHash } = person;
  const numbers = await selectNumbers(tx, id);
  const former = await selectFormerAddresses(tx, numbers);
  const addresses = [email, ...former.map((one) => one.email)];
  await rememberAddress(tx, id);
  await run(tx, 'keepErasure')`
    with known as (delete from suppressions where address = ${email} returning reason)
    insert into suppressions (address_hash, reason)
    select ${addressHash}, coalesce((select reason from known), 'erased')
    on conflict (address_hash) do update set reason = excluded.reason
      where excluded.reason <> 'erased'`;
  await tx.delete(letters).where(or(eq(letters.subscriberId, id), eq(letters.address, email)));
  await tx
    .update(importRejections)
    .set({ email: null })
    .where(names(importRejections.email, addresses));
  await tx
    .update(importRejections)
    .set({ email: null, reason: 'erased: this person asked to be forgotten' })
    .where(names(importRejections.reason, addresses));
  await tx
    .update(idempotentRequests)
    .set({ response: null, headers: {} })
    .where(names(idempotentRequests.response, addresses));
  await tx.update(events).set({ detail: null }).where(inArray(events.subscriberId, numbers));
  await tx.delete(consents).where(eq(consents.subscriberId, id));
  await tx.delete(subscriptions).where(eq(subscriptions.subscriberId, id));
  await tx.delete(subscribers).where(eq(subscribers.id, id));
}

/**
 * True where one of the addresses stands in the text, however it is written: in capitals, in full
 * width, in a sentence. Of a domain in other letters only our spelling is known, so what is before
 * it decides.
 */
function names(column: PgColumn, addresses: readonly string[]) {
  const wanted = addresses.map((one) =>
    one.includes('xn--') ? one.slice(0, one.lastIndexOf('@') + 1) : one,
  );
  return sql`exists (
    select from json_array_elements_text(${JSON.stringify(wanted)}::json) as e(address)
    where position(e.address in lower(normalize(${column}, NFKC))) > 0)`;
}
