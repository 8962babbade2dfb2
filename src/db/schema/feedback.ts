// What became of each mail, as Resend tells it and readers do.

import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, subscriberId } from './columns.ts';

/** What webhooks said of one recipient: earliest and latest times, so that order and repeats do not matter. */
export const deliveries = pgTable(
  'deliveries',
  {
    sendId: uuid('send_id').notNull(),
    subscriberId: subscriberId().notNull(),
    sentAt: at('sent_at'),
    deliveredAt: at('delivered_at'),
    delayedAt: at('delayed_at'),
    bouncedAt: at('bounced_at'),
    complainedAt: at('complained_at'),
    openedAt: at('opened_at'),
    clickedAt: at('clicked_at'),
    /** The newest click: one that comes long after a scan is a person's. */
    lastClickedAt: at('last_clicked_at'),
    /** The link that no person sees was followed: a program looks at this person's mail. */
    scannedAt: at('scanned_at'),
    failedAt: at('failed_at'),
    suppressedAt: at('suppressed_at'),
    unsubscribedAt: at('unsubscribed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.sendId, table.subscriberId] }),
    // Few of many rows: the health of the account is read from these two.
    index('deliveries_bounced').on(table.bouncedAt).where(sql`bounced_at is not null`),
    index('deliveries_complained').on(table.complainedAt).where(sql`complained_at is not null`),
  ],
);

/** Recipients of a send by what webhooks said of them. */
const heard = () => ({
  delivered: integer('delivered').notNull().default(0),
  delayed: integer('delayed').notNull().default(0),
  bounced: integer('bounced').notNull().default(0),
  complained: integer('complained').notNull().default(0),
  failed: integer('failed').notNull().default(0),
  suppressed: integer('suppressed').notNull().default(0),
  opened: integer('opened').notNull().default(0),
  clicked: integer('clicked').notNull().default(0),
  scanned: integer('scanned').notNull().default(0),
  unsubscribed: integer('unsubscribed').notNull().default(0),
});

/** How many deliveries of a send are in which state, but for `feedback_changes` that stand there still. */
export const feedbackCounts = pgTable('feedback_counts', {
  sendId: uuid('send_id').primaryKey(),
  ...heard(),
  /** When they were counted from the rows; null: not yet, or to be counted anew. */
  countedAt: at('counted_at'),
});

/**
 * By how much each statement that wrote to `deliveries` changed a send's counts. Triggers write them
 * (drizzle/0024_feedback_triggers.sql), each in its own row, so that no fold waits for another.
 */
export const feedbackChanges = pgTable(
  'feedback_changes',
  { sendId: uuid('send_id').notNull(), ...heard() },
  (table) => [index('feedback_changes_send').on(table.sendId)],
);

/** Append-only log of webhook events, dropped by age. */
export const events = pgTable(
  'events',
  {
    /** The svix-id header: a repeated delivery has the same one. */
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    sendId: uuid('send_id'),
    subscriberId: subscriberId(),
    at: at('at').notNull(),
    detail: jsonb('detail').$type<unknown>(),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  (table) => [index('events_received').on(table.receivedAt)],
);
