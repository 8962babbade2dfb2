// The SQL of subscribers as editors read and write them.

import { eq, inArray, sql } from 'drizzle-orm';
import type { EmailAddress } from '../../base/email-address.ts';
import type { Queryable } from '../../db/client.ts';
import { lists, subscribers, subscriptions, suppressions } from '../../db/schema/audience.ts';
import type { Frequency } from '../fields.ts';
import { rememberAddress, type SubscriberRow } from '../queries.ts';

/** The subscriptions of up to a page of people, in the order of the lists. */
export function selectMembershipsOf(db: Queryable, ids: readonly number[]) {
  return db
    .select({
      subscriberId: subscriptions.subscriberId,
      slug: lists.slug,
      status: subscriptions.status,
      confirmedAt: subscriptions.confirmedAt,
      unsubscribedAt: subscriptions.unsubscribedAt,
      frequency: sql<Frequency>`coalesce(${subscriptions.frequency}, 'every')`,
    })
    .from(subscriptions)
    .innerJoin(lists, eq(lists.id, subscriptions.listId))
    .where(inArray(subscriptions.subscriberId, [...ids]))
    .orderBy(lists.id);
}

export function selectSuppressionsOfAddresses(db: Queryable, addresses: readonly string[]) {
  return db
    .select({ address: suppressions.address, reason: suppressions.reason })
    .from(suppressions)
    .where(inArray(suppressions.address, [...addresses]));
}

/** Null if the address is taken. */
export async function insertSubscriber(
  tx: Queryable,
  values: typeof subscribers.$inferInsert,
): Promise<SubscriberRow | null> {
  const [row] = await tx
    .insert(subscribers)
    .values(values)
    .onConflictDoNothing({ target: subscribers.email })
    .returning();
  return row ?? null;
}

export async function updateAttributes(
  tx: Queryable,
  id: number,
  attributes: Record<string, string>,
): Promise<void> {
  await tx.update(subscribers).set({ attributes }).where(eq(subscribers.id, id));
}

export type ProfileChange = Partial<
  Pick<typeof subscribers.$inferInsert, 'name' | 'language' | 'timezone' | 'pausedUntil'>
>;

export async function updateProfile(
  db: Queryable,
  id: number,
  change: ProfileChange,
): Promise<void> {
  await db
    .update(subscribers)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(subscribers.id, id));
}

/**
 * Gives the person another address and remembers the old one for batches under way; false if the
 * address is taken. Needs the subscriber locked by the caller. The probe leaves a race with a new
 * subscriber of that address to the unique index: the transaction then fails and may be repeated.
 */
export async function moveAddress(
  tx: Queryable,
  id: number,
  email: EmailAddress,
): Promise<boolean> {
  const [taken] = await tx
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(eq(subscribers.email, email));
  if (taken) return taken.id === id;
  await rememberAddress(tx, id);
  await tx
    .update(subscribers)
    .set({ email, transientBounces: 0, updatedAt: sql`now()` })
    .where(eq(subscribers.id, id));
  return true;
}
