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
import { at, createdAt, snapshot } from './columns.ts';
import { digests } from './digests.ts';
import { activeSendStates, among, sendStates } from './states.ts';

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
      enum: sendStates,
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
    /** `scheduledAt` is the end of a hold: so many seconds after the press, in which it can be cancelled. */
    holdSeconds: integer('hold_seconds'),
    /** The number of readers that whoever triggered or resumed it was shown, and when they said it. */
    expectedRecipients: integer('expected_recipients'),
    expectedAt: at('expected_at'),
    /** A plan that finds fewer or more stops; null: any number will do. */
    fewestRecipients: integer('fewest_recipients'),
    mostRecipients: integer('most_recipients'),
    /** How many a plan found when it stopped for that; a person must say a number now. */
    foundRecipients: integer('found_recipients'),
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
      .where(sql`status in ${among(activeSendStates)}`),
    check('sends_status', sql`${table.status} in ${among(sendStates)}`),
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
