// People, what they subscribe to, and how they were brought in.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, createdAt, subscriberId, transactionId, updatedAt } from './columns.ts';
import { among, subscriptionStates } from './states.ts';

/** What people subscribe to. A private list is never shown and cannot be joined by its name. */
export const lists = pgTable(
  'lists',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    description: text('description'),
    visibility: text('visibility', { enum: ['public', 'private'] })
      .notNull()
      .default('public'),
    doubleOptIn: boolean('double_opt_in').notNull().default(true),
    /** True: who confirms gets an email with the newest digest. */
    welcome: boolean('welcome').notNull().default(false),
    /** How often a reader may choose to get it; `every` is always among them. */
    frequencies: text('frequencies', { enum: ['every', 'weekly', 'monthly'] })
      .array()
      .notNull()
      .default(['every']),
    /** How its mails look (`render/brand`); null: as the house's own. */
    brand: jsonb('brand'),
    /** BCP 47: what its digests are written in; null: nobody said. */
    language: text('language'),
    /** Whose days its mails and preferences show; null: the house's (`TIMEZONE`). */
    timezone: text('timezone'),
    /** The address its mails come from; null: the house's (`FROM`). */
    from: text('from_address'),
    /** Where answers to its mails go; null: the house's (`REPLY_TO`). */
    replyTo: text('reply_to'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [check('lists_visibility', sql`${table.visibility} in ('public', 'private')`)],
);

/** Lists that are gone, but for what hung on them: a job takes that away, some thousand rows at a time. */
export const listRemovals = pgTable('list_removals', {
  listId: integer('list_id').primaryKey(),
  /** Consent records up to this one were looked through. */
  consentsAfter: bigint('consents_after', { mode: 'number' }).notNull().default(0),
  /** When rows were last taken away: a removal that stands still is enqueued again. */
  progressedAt: at('progressed_at').notNull().defaultNow(),
});

/** Who came to a list and who left it, by days of the house's zone that are over: counted once, and kept. */
export const listDays = pgTable(
  'list_days',
  {
    day: date('day').notNull(),
    listId: integer('list_id').notNull(),
    joined: integer('joined').notNull(),
    left: integer('left_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.listId] })],
);

/** A person, by normalised e-mail address. Erasing a person deletes the row. */
export const subscribers = pgTable(
  'subscribers',
  {
    id: subscriberId('id').primaryKey().generatedAlwaysAsIdentity(),
    email: text('email').notNull(),
    name: text('name'),
    /** BCP 47; emails and pages follow it. Null: the digest's or the page's language. */
    language: text('language'),
    timezone: text('timezone'),
    attributes: jsonb('attributes').$type<Record<string, string>>().notNull().default({}),
    /** No digest is sent before this moment ("pause for a while"). */
    pausedUntil: at('paused_until'),
    /** Consecutive transient bounces; five suppress the address, a delivery sets it back. */
    transientBounces: smallint('transient_bounces').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('subscribers_email').on(table.email),
    /** For finding people by how an address or a name begins, whatever the database's collation is. */
    index('subscribers_email_begins').on(table.email.op('text_pattern_ops')).concurrently(),
    index('subscribers_name_begins')
      .on(sql`lower(${table.name}) text_pattern_ops`, table.id)
      .where(sql`name is not null`)
      .concurrently(),
  ],
);

/**
 * Subscriber × list. Only `confirmed` gets digests; an import never revives `unsubscribed`. No
 * foreign keys here and on consents: checking them row by row was most of an import's time. The
 * verbs that delete a person or a list delete these first (docs/decisions/0008-foreign-keys.md).
 */
export const subscriptions = pgTable(
  'subscriptions',
  {
    listId: integer('list_id').notNull(),
    subscriberId: subscriberId().notNull(),
    status: text('status', { enum: subscriptionStates }).notNull(),
    createdAt: createdAt(),
    confirmedAt: at('confirmed_at'),
    unsubscribedAt: at('unsubscribed_at'),
    /** At most so often, as the person chose; null: every digest. */
    frequency: text('frequency', { enum: ['weekly', 'monthly'] }),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.subscriberId] }),
    index('subscriptions_subscriber').on(table.subscriberId),
    /** For pages of who stands so on a list; nobody is found as fast as somebody. */
    index('subscriptions_standing')
      .on(table.listId, table.status, table.subscriberId)
      .concurrently(),
    /** For the sweep of requests that nobody confirmed. */
    index('subscriptions_pending').on(table.createdAt).where(sql`status = 'pending'`),
    /** For a plan's question whether anybody chose. */
    index('subscriptions_frequency')
      .on(table.listId, table.frequency)
      .where(sql`frequency is not null`),
    check('subscriptions_status', sql`${table.status} in ${among(subscriptionStates)}`),
    check('subscriptions_frequency', sql`${table.frequency} in ('weekly', 'monthly')`),
  ],
);

/** Append-only proof of what a person agreed to or took back. Goes only when the person is erased. */
export const consents = pgTable(
  'consents',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    subscriberId: subscriberId().notNull(),
    listId: integer('list_id').notNull(),
    action: text('action', { enum: ['requested', 'confirmed', 'unsubscribed'] }).notNull(),
    /** The way it came: form, confirm-link, one-click, page, mailto, preferences, api, import. */
    method: text('method').notNull(),
    /** The words that were shown, or how an importer says consent was obtained. */
    wording: text('wording'),
    /** The version of the privacy notice that held then. */
    document: text('document'),
    /** Where it came from; taken away after `NETWORK_DAYS`. */
    network: text('network'),
    sendId: uuid('send_id'),
    importId: uuid('import_id'),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [
    index('consents_subscriber').on(table.subscriberId),
    /** For the sweep that takes networks away. */
    index('consents_network').on(table.at).where(sql`network is not null`),
    /** For what happened on a day: consents are written in the order of time. */
    index('consents_at').using('brin', table.at).concurrently(),
  ],
);

/**
 * Addresses that must not be mailed: by `address`, or, once the person is erased, by `addressHash`
 * alone, so that nobody comes back by import. An address can have a row of each kind.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    address: text('address').unique(),
    /** Keyed hash of the address (`hashAddress` of base/token), hex. */
    addressHash: text('address_hash').unique(),
    reason: text('reason', {
      enum: ['bounce', 'complaint', 'manual', 'provider', 'erased'],
    }).notNull(),
    detail: text('detail'),
    sourceEvent: text('source_event'),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      'suppressions_reason',
      sql`${table.reason} in ('bounce', 'complaint', 'manual', 'provider', 'erased')`,
    ),
    check(
      'suppressions_address_or_hash',
      sql`${table.address} is not null or ${table.addressHash} is not null`,
    ),
  ],
);

/** A saved rule (`SegmentRule` of audience/segments). Sends keep a copy of theirs. */
export const segments = pgTable('segments', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull().unique(),
  rule: jsonb('rule').$type<unknown>().notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/**
 * The address a person had until `changedBy` committed. A replayed batch must repeat its first bytes,
 * so the address it was called with has to outlive a change or an erasure until the key is dead (25 h).
 */
export const addressHistory = pgTable(
  'address_history',
  {
    subscriberId: subscriberId().notNull(),
    /** Of one person, in the order of the changes: each is made under the lock of the person's row. */
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    email: text('email').notNull(),
    /** When the change began, for the sweep alone. */
    changedAt: at('changed_at').notNull().defaultNow(),
    changedBy: transactionId('changed_by').notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [primaryKey({ columns: [table.subscriberId, table.id] })],
);

/**
 * The number a person had before two records of theirs became one: links in old mails hold it, and
 * must still let them leave.
 */
export const formerSubscribers = pgTable('former_subscribers', {
  id: subscriberId('id').primaryKey(),
  subscriberId: subscriberId()
    .notNull()
    .references(() => subscribers.id, { onDelete: 'cascade' }),
});
