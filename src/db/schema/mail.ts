// The outbox of transactional mails with its limits, and what is known of the account at Resend.

import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { subscribers } from './audience.ts';
import { at, createdAt, subscriberId } from './columns.ts';
import { among, askingEmails } from './states.ts';

/** One transactional mail to one person (confirm, test, …): its outbox row, cap and log in one. */
export const letters = pgTable(
  'letters',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', {
      enum: [
        ...askingEmails,
        'preferences',
        'welcome',
        'test',
        'sign-in',
        'invitation',
        'approval',
        'approved',
        'declined',
      ],
    }).notNull(),
    subscriberId: subscriberId().references(() => subscribers.id, { onDelete: 'cascade' }),
    /** The normalised address it goes to. */
    address: text('address').notNull(),
    /** confirm: the lists asked for. */
    listIds: integer('list_ids').array().notNull().default([]),
    /** What the kind needs beyond that (a new address, a digest and revision, whose link). */
    data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
    state: text('state', { enum: ['ready', 'accepted', 'refused', 'unknown'] })
      .notNull()
      .default('ready'),
    attempts: smallint('attempts').notNull().default(0),
    leaseUntil: at('lease_until'),
    firstCalledAt: at('first_called_at'),
    providerId: text('provider_id'),
    error: text('error'),
    usedAt: at('used_at'),
    // What webhooks said of it: the earliest moment of each, so that order and repeats do not matter.
    deliveredAt: at('delivered_at'),
    delayedAt: at('delayed_at'),
    bouncedAt: at('bounced_at'),
    complainedAt: at('complained_at'),
    failedAt: at('failed_at'),
    suppressedAt: at('suppressed_at'),
    /** Where the request came from, for the caps; taken away after `NETWORK_DAYS`. */
    network: text('network'),
    createdAt: createdAt(),
  },
  (table) => [
    index('letters_address').on(table.address, table.createdAt),
    /** For the caps, which look back an hour, and for reminders. */
    index('letters_created')
      .on(table.createdAt)
      .where(sql`kind in ${among(askingEmails)}`),
    index('letters_ready').on(table.createdAt).where(sql`state = 'ready'`),
  ],
);

/**
 * Whose welcome held the link of which digest: they have it, and no send of it mails them. Outlives
 * the email, which is kept for 90 days.
 */
export const digestWelcomes = pgTable(
  'digest_welcomes',
  {
    digestId: uuid('digest_id').notNull(),
    subscriberId: subscriberId()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    letterId: uuid('letter_id').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.digestId, table.subscriberId] }),
    index('digest_welcomes_subscriber').on(table.subscriberId),
    index('digest_welcomes_letter').on(table.letterId),
  ],
);

/** Requests to join that got no letter, counted by the minute and by the cap that stopped them. */
export const joiningTally = pgTable(
  'joining_tally',
  {
    minute: at('minute').notNull(),
    refusal: text('refusal').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.minute, table.refusal] })],
);

/** A From domain that is or was warmed up. Its row is the lock of first calls to its readers. */
export const warmUps = pgTable('warm_ups', {
  domain: text('domain').primaryKey(),
  /** Of calls of a send with a warm-up that were accepted, by the house's calendar, ascending: the steps so far. */
  days: date('days').array().notNull().default([]),
});

/** What the sweep last counted of the account's last 30 days: one row. */
export const accountHealth = pgTable('account_health', {
  account: text('account').primaryKey(),
  accepted: bigint('accepted', { mode: 'number' }).notNull(),
  bounced: bigint('bounced', { mode: 'number' }).notNull(),
  complained: bigint('complained', { mode: 'number' }).notNull(),
  countedAt: at('counted_at').notNull(),
});

/** One row per provider account: when the next call may start, and the rate it is paced at. */
export const pace = pgTable('pace', {
  account: text('account').primaryKey(),
  nextAt: at('next_at').notNull().defaultNow(),
  /** Requests per second, now. */
  rate: real('rate').notNull(),
  /** The rate it climbs back to after a 429 that named none. */
  target: real('target'),
  /** When it was last lowered. */
  slowedAt: at('slowed_at'),
});

/** One row per provider account: how far its list of webhook events was read for those we missed. */
export const replayPasses = pgTable('replay_passes', {
  account: text('account').primaryKey(),
  /** When to go on; while a tick is at it, the end of its lease. */
  nextAt: at('next_at').notNull().defaultNow(),
  /** Ours, as the provider names it. */
  webhookId: text('webhook_id'),
  /** Events older than this are left alone; null between two passes. */
  until: at('until'),
  /** The pass goes on behind this event; null at the newest. */
  after: text('after'),
  /** Pages that this pass may still read. */
  pagesLeft: integer('pages_left').notNull().default(0),
  /** When the last pass began, and when the last one began that came to its end. */
  lookedAt: at('looked_at'),
  readAt: at('read_at'),
  /** Why events that are missing cannot be had again, for editors. */
  problem: text('problem'),
});

/** Webhook events that the provider was asked to deliver again and that have not come. */
export const eventReplays = pgTable('event_replays', {
  /** The svix-id, as in `events`. */
  id: text('id').primaryKey(),
  /** The same for all that one tick asked for. */
  askedAt: at('asked_at').notNull(),
  tries: smallint('tries').notNull().default(1),
});
