// Sends: their batches, what became of each mail, and what watches over them.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, createdAt, snapshot, subscriberId } from './columns.ts';
import { digests } from './digests.ts';

/** One dispatch of one digest revision to a frozen audience. States: docs/sending.md. */
export const sends = pgTable(
  'sends',
  {
    id: uuid('id').primaryKey(),
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id),
    revision: integer('revision').notNull(),
    listIds: integer('list_ids').array().notNull(),
    /**
     * False: all its lists were private when it was planned, and the links of its mail hold the
     * digest's key. Null: planned before there were keys; its digest's `listed` says.
     */
    listed: boolean('listed'),
    /** When the sweep saw that somebody has this mail, or may have it: nobody need look into the batches. */
    mailedAt: at('mailed_at'),
    segment: jsonb('segment').$type<unknown>(),
    status: text('status', {
      enum: ['scheduled', 'planning', 'sending', 'paused', 'sent', 'cancelled', 'failed'],
    }).notNull(),
    pauseReason: text('pause_reason'),
    /** A quota pause ends by itself at this moment. */
    resumeAt: at('resume_at'),
    scheduledAt: at('scheduled_at'),
    /** An IANA zone, or `recipient`: at `localTime` of each reader's own zone. */
    timezone: text('timezone'),
    /** Wall-clock time without an offset, for `recipient`. */
    localTime: text('local_time'),
    /** The zone of readers who said none, for `recipient`. */
    fallbackTimezone: text('fallback_timezone'),
    /** Seconds after `scheduledAt` past which a person must decide. */
    staleAfter: integer('stale_after').notNull().default(3600),
    /** The mail as frozen by the plan (render's FrozenMail). */
    mail: jsonb('mail').$type<unknown>(),
    hostedTemplateId: text('hosted_template_id'),
    /**
     * `asked`: being made at Resend. `published`: batches frozen from now on use it. `refused`: they
     * carry html. `removed`: it is gone from Resend. Null: this send never had one.
     */
    templateState: text('template_state', {
      enum: ['asked', 'published', 'refused', 'removed'],
    }),
    templateAskedAt: at('template_asked_at'),
    /** The edition whose turn `templateState` tells of. */
    templateEdition: integer('template_edition'),
    /** Editions that may have left a template at Resend: each is removed once nobody can need it. */
    templateEditions: integer('template_editions').array().notNull().default([]),
    /** Raised by every change to what is sent and every step into planning: a plan is of one edition. */
    edition: integer('edition').notNull().default(0),
    /** True: people who have this digest already get it once more, by the word of `createdBy`. */
    again: boolean('again').notNull().default(false),
    /** The ladder that caps its days (sending/warm-up); null: as fast as the account allows. */
    warmUp: text('warm_up', { enum: ['new_domain', 'known_domain'] }),
    /** The From domain that it warms up, written by the plan; null if that was warm already. */
    warmUpDomain: text('warm_up_domain'),
    /** How far the list of mails at Resend was read for unknown batches (id of a mail), and when last. */
    reconcileAfter: text('reconcile_after'),
    reconciledAt: at('reconciled_at'),
    recipients: integer('recipients').notNull().default(0),
    /** The next free batch number: split halves take theirs from here. */
    nextBatch: integer('next_batch').notNull().default(0),
    /** Refused batches in a row; five pause the send. */
    refusals: smallint('refusals').notNull().default(0),
    /** Calls in a row that got no clear answer; ten pause the send for a while. */
    unclear: smallint('unclear').notNull().default(0),
    /** When the sweep last rang for missing lanes. */
    lanesRungAt: at('lanes_rung_at'),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
  },
  (table) => [
    index('sends_created').on(table.createdAt, table.id),
    /** For a plan's question whom other sends of the digest reached. */
    index('sends_digest').on(table.digestId),
    index('sends_active')
      .on(table.status)
      .where(sql`status in ('scheduled', 'planning', 'sending', 'paused')`),
    check(
      'sends_status',
      sql`${table.status} in ('scheduled', 'planning', 'sending', 'paused', 'sent', 'cancelled', 'failed')`,
    ),
  ],
);

/** Up to 100 recipients: one Resend call, one idempotency key, one settle. */
export const batches = pgTable(
  'batches',
  {
    sendId: uuid('send_id').notNull(),
    n: integer('n').notNull(),
    /** All recipients of a batch are mailed, and can leave, as members of this list. */
    listId: integer('list_id').notNull(),
    state: text('state', {
      enum: ['ready', 'claimed', 'accepted', 'rejected', 'unknown', 'split', 'cancelled'],
    }).notNull(),
    /** In mail order. Planned ids until the freeze, then exactly those under `key`. */
    subscriberIds: bigint('subscriber_ids', { mode: 'number' }).array().notNull(),
    /** `[{id, reason}]` of those dropped by the freeze: unsubscribed, suppressed, erased, paused. */
    skipped: jsonb('skipped').$type<unknown>(),
    /** Provider ids in the order of `subscriberIds`. */
    providerIds: uuid('provider_ids').array(),
    /** `{name, message}` of the refusal of a rejected batch, or of the last failure. */
    error: jsonb('error').$type<unknown>(),
    /** The batch this one is a half of. */
    splitFrom: integer('split_from'),
    /** Idempotency key of the present freeze; null before it and after a definite refusal. */
    key: uuid('key'),
    firstCalledAt: at('first_called_at'),
    /** What the claim that minted `key` saw: addresses are replayed as of this (docs/decisions/0003-address-history.md). */
    frozenAt: snapshot('frozen_at'),
    /** Under `key` the mails refer to the hosted template; otherwise they carry their html. */
    hosted: boolean('hosted').notNull().default(false),
    attempts: smallint('attempts').notNull().default(0),
    leaseToken: uuid('lease_token'),
    leaseUntil: at('lease_until'),
    /** Which lane claimed it last, and when; kept when it is settled, to tell who is at work. */
    lane: uuid('lane'),
    claimedAt: at('claimed_at'),
    notBefore: at('not_before'),
    settledAt: at('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.sendId, table.n] }),
    check(
      'batches_state',
      sql`${table.state} in ('ready', 'claimed', 'accepted', 'rejected', 'unknown', 'split', 'cancelled')`,
    ),
  ],
);

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

/** Every change of a send's status: when, from where to where, why, by whom. */
export const sendTransitions = pgTable(
  'send_transitions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sendId: uuid('send_id').notNull(),
    fromStatus: text('from_status'),
    toStatus: text('to_status').notNull(),
    why: text('why'),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [index('send_transitions_send').on(table.sendId, table.id)],
);

/** What is wrong and since when: told to `ALARM_URL` ever more rarely, and gone when it is over. */
export const alarms = pgTable('alarms', {
  name: text('name').primaryKey(),
  since: at('since').notNull().defaultNow(),
  /** When somebody last began to tell it: of two ticks at once one does. */
  takenAt: at('taken_at').notNull().defaultNow(),
  /** When it was told last; null: not yet, or no one took it. */
  toldAt: at('told_at'),
});

/** When something that must happen again and again last happened. */
export const heartbeats = pgTable('heartbeats', {
  name: text('name').primaryKey(),
  at: at('at').notNull().defaultNow(),
});
