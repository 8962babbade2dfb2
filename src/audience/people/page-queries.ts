// The SQL of pages of people: the newest first, or by how an address or a name begins.

import { and, asc, desc, eq, gt, lt, not, or, type SQL, sql } from 'drizzle-orm';
import type { EmailAddress } from '../../base/email-address.ts';
import type { Queryable } from '../../db/client.ts';
import { lists, subscribers, subscriptions } from '../../db/schema/audience.ts';
import type { SubscriptionStatus } from '../fields.ts';
import type { SubscriberRow } from '../queries.ts';

/** On this list, in this state; both, one or neither. */
export interface Standing {
  listId?: number;
  status?: SubscriptionStatus;
}

interface NewestFirst extends Standing {
  email?: EmailAddress;
  /** Only ids below it. */
  before: number;
  limit: number;
}

/**
 * Newest first, down the primary key. By list or state the ids come first, from the end of
 * `subscriptions_standing` or of the list's primary key: of a million people 51 index entries, and none
 * where nobody fits.
 */
export function selectSubscribers(db: Queryable, filter: NewestFirst): Promise<SubscriberRow[]> {
  const { email, before, limit } = filter;
  return db
    .select()
    .from(subscribers)
    .where(
      and(
        lt(subscribers.id, before),
        email && eq(subscribers.email, email),
        // One address is probed; else a page of ids is gathered.
        email ? standsSo(filter) : isAmongNewest(filter),
      ),
    )
    .orderBy(desc(subscribers.id))
    .limit(limit);
}

function isAmongNewest(filter: NewestFirst): SQL | undefined {
  return isNarrow(filter) ? sql`${subscribers.id} in (${newestIds(filter)})` : undefined;
}

function isNarrow({ listId, status }: Standing): boolean {
  return listId !== undefined || status !== undefined;
}

/** In any list: as many of each as are asked for, because the index begins with the list. */
function newestIds({ listId, status, before, limit }: Omit<NewestFirst, 'email'>): SQL {
  const newestOf = (list: SQL) => sql`
    select ${subscriptions.subscriberId} from ${subscriptions}
    where ${subscriptions.listId} = ${list} and ${isStatus(status)}
      and ${subscriptions.subscriberId} < ${before}
    order by ${subscriptions.subscriberId} desc limit ${limit}`;
  if (listId !== undefined) return newestOf(sql`${listId}`);
  return sql`
    select s.subscriber_id from ${lists} cross join lateral (${newestOf(sql`${lists.id}`)}) s`;
}

/** `after`: the id of the last person of the page before. */
export interface Beginning extends Standing {
  email: EmailAddress | undefined;
  /** Of an address, in its one form. */
  address: string;
  /** Of a name, in any case. */
  name: string;
  after: number | null;
  limit: number;
}

/** In the order of addresses, by `subscribers_email_begins`; reads a page of it. */
export function selectByAddress(db: Queryable, asked: Beginning): Promise<SubscriberRow[]> {
  const { email } = subscribers;
  const last = sql`(select ${email} from ${subscribers} where ${subscribers.id} = ${asked.after})`;
  return db
    .select()
    .from(subscribers)
    .where(
      and(
        begins(sql`${email}`, sql`${asked.address}::text`),
        asked.email && eq(email, asked.email),
        asked.after === null ? undefined : sql`${email} ~>~ ${last}`,
        standsSo(asked),
      ),
    )
    .orderBy(sql`${email} using ~<~`)
    .limit(asked.limit);
}

/**
 * Of the others, in the order of names and ids, by `subscribers_name_begins`; reads a page of it, and
 * everybody of the last one's name.
 */
export function selectByName(db: Queryable, asked: Beginning): Promise<SubscriberRow[]> {
  const name = sql`lower(${subscribers.name})`;
  const last = sql`(select ${name} from ${subscribers} where ${subscribers.id} = ${asked.after})`;
  return db
    .select()
    .from(subscribers)
    .where(
      and(
        sql`${subscribers.name} is not null`,
        begins(name, sql`lower(${asked.name})`),
        not(begins(sql`${subscribers.email}`, sql`${asked.address}::text`)),
        asked.email && eq(subscribers.email, asked.email),
        asked.after === null
          ? undefined
          : and(
              sql`${name} ~>=~ ${last}`,
              or(sql`${name} ~>~ ${last}`, gt(subscribers.id, asked.after)),
            ),
        standsSo(asked),
      ),
    )
    .orderBy(sql`${name} using ~<~`, asc(subscribers.id))
    .limit(asked.limit);
}

/**
 * Byte by byte, so that `%` and `_` are themselves, a plan for any parameter finds the index, and the
 * collation of the database is no matter. Nothing sorts behind the last character there is.
 */
function begins(text: SQL, beginning: SQL): SQL {
  return sql`(${text} ~>=~ ${beginning} and ${text} ~<~ (${beginning} || ${'\u{10ffff}'}))`;
}

/** A probe for each person met; none at all where nobody stands so, which is looked up first. */
function standsSo(standing: Standing): SQL | undefined {
  if (!isNarrow(standing)) return undefined;
  const { listId, status } = standing;
  const anybody = { ...standing, before: Number.MAX_SAFE_INTEGER, limit: 1 };
  return sql`exists (select from (${newestIds(anybody)}) somebody)
    and exists (
      select from ${subscriptions}
      where ${subscriptions.subscriberId} = ${subscribers.id} and ${isStatus(status)}
        and ${listId === undefined ? sql`true` : eq(subscriptions.listId, listId)})`;
}

function isStatus(status: SubscriptionStatus | undefined): SQL {
  return status === undefined ? sql`true` : sql`${subscriptions.status} = ${status}`;
}
