// Every table of the product. `npm run db:generate` turns a change here into a migration.

import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const createdAt = () => at('created_at').notNull().defaultNow();
const updatedAt = () => at('updated_at').notNull().defaultNow();
const subscriberId = (name = 'subscriber_id') => bigint(name, { mode: 'number' });
/** The number of a transaction, of 64 bits: it never comes again. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });
/** Which transactions a statement saw as committed. */
const snapshot = customType<{ data: string }>({ dataType: () => 'pg_snapshot' });

// ── Audience ────────────────────────────────────────────────────────────────────────────────────

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
    /** True: who confirms gets a letter with the newest digest. */
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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [check('lists_visibility', sql`${table.visibility} in ('public', 'private')`)],
);

/** A person, by normalised e-mail address. Erasing a person deletes the row. */
export const subscribers = pgTable(
  'subscribers',
  {
    id: subscriberId('id').primaryKey().generatedAlwaysAsIdentity(),
    email: text('email').notNull(),
    name: text('name'),
    /** BCP 47; letters and pages follow it. Null: the digest's or the page's language. */
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
  (table) => [uniqueIndex('subscribers_email').on(table.email)],
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
    status: text('status', { enum: ['pending', 'confirmed', 'unsubscribed'] }).notNull(),
    createdAt: createdAt(),
    confirmedAt: at('confirmed_at'),
    unsubscribedAt: at('unsubscribed_at'),
    /** At most so often, as the person chose; null: every digest. */
    frequency: text('frequency', { enum: ['weekly', 'monthly'] }),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.subscriberId] }),
    index('subscriptions_subscriber').on(table.subscriberId),
    /** For the sweep of requests that nobody confirmed. */
    index('subscriptions_pending').on(table.createdAt).where(sql`status = 'pending'`),
    /** For a plan's question whether anybody chose. */
    index('subscriptions_frequency')
      .on(table.listId, table.frequency)
      .where(sql`frequency is not null`),
    check('subscriptions_status', sql`${table.status} in ('pending', 'confirmed', 'unsubscribed')`),
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
    /** The door it came through: form, confirm-link, one-click, page, mailto, preferences, api, import. */
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

/** One transactional mail to one person (confirm, test, …): its outbox row, cap and log in one. */
export const letters = pgTable(
  'letters',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', {
      enum: ['confirm', 'address-change', 'preferences', 'welcome', 'test'],
    }).notNull(),
    subscriberId: subscriberId().references(() => subscribers.id, { onDelete: 'cascade' }),
    /** The normalised address it goes to. */
    address: text('address').notNull(),
    /** confirm: the lists asked for. */
    listIds: integer('list_ids').array().notNull().default([]),
    /** What the kind needs beyond that (a new address, a digest and revision). */
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
    /** Where the request came from, for the caps; taken away after `NETWORK_DAYS`. */
    network: text('network'),
    createdAt: createdAt(),
  },
  (table) => [
    index('letters_address').on(table.address, table.createdAt),
    /** For the caps, which look back an hour, and for reminders. */
    index('letters_created').on(table.createdAt).where(sql`kind in ('confirm', 'address-change')`),
    index('letters_ready').on(table.createdAt).where(sql`state = 'ready'`),
  ],
);

/**
 * Whose welcome held the link of which digest: they have it, and no send of it mails them. Outlives
 * the letter, which is kept for 90 days.
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

/** A running or finished import: its options, progress and totals. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  status: text('status', { enum: ['uploading', 'running', 'done', 'failed'] }).notNull(),
  options: jsonb('options').$type<Record<string, unknown>>().notNull(),
  chunks: integer('chunks').notNull().default(0),
  processed: integer('processed').notNull().default(0),
  created: integer('created').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  rejected: integer('rejected').notNull().default(0),
  error: text('error'),
  createdAt: createdAt(),
  /** When a chunk was last taken in: a running import without progress is rung again. */
  progressedAt: at('progressed_at'),
  finishedAt: at('finished_at'),
});

/**
 * The records of an upload, a few thousand at a time, as JSON: arrays of cells for CSV, lines for
 * NDJSON. A chunk is taken in and deleted by one transaction, so that it counts exactly once.
 */
export const importChunks = pgTable(
  'import_chunks',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    /** Number of the chunk's first record in the file, the header being row 1. */
    firstRow: integer('first_row').notNull(),
    body: text('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.n] })],
);

/** A record that was not taken in, with its number in the file and the reason. */
export const importRejections = pgTable(
  'import_rejections',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    row: integer('row').notNull(),
    email: text('email'),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.row] })],
);

// ── Digests ─────────────────────────────────────────────────────────────────────────────────────

/** One issue's content: the newest revision, with all of them in `digest_revisions`. */
export const digests = pgTable(
  'digests',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    revision: integer('revision').notNull().default(1),
    content: jsonb('content').$type<unknown>().notNull(),
    /** In the links of mails that go to private lists alone: 122 random bits that open its page. */
    key: text('key').notNull().default(sql`replace(gen_random_uuid()::text, '-', '')`),
    /** Of its first mail, and whether one went to a public list: the sweep's copy, for a version before. */
    firstSentAt: at('first_sent_at'),
    listed: boolean('listed').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('digests_created').on(table.createdAt, table.id)],
);

export const digestRevisions = pgTable(
  'digest_revisions',
  {
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    content: jsonb('content').$type<unknown>().notNull(),
    /** Of the content, so that the archive finds its order and its languages without opening it. */
    publishedOn: text('published_on').generatedAlwaysAs(sql`content ->> 'publishedOn'`),
    language: text('language').generatedAlwaysAs(sql`content ->> 'language'`),
    createdAt: createdAt(),
    createdBy: text('created_by'),
  },
  (table) => [primaryKey({ columns: [table.digestId, table.revision] })],
);

/** A revision that an editor put on the page of a digest that was mailed before. */
export const corrections = pgTable(
  'corrections',
  {
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    /** What was corrected, for readers; null: changed when pages followed every edit. */
    note: text('note'),
    createdAt: createdAt(),
    createdBy: text('created_by'),
  },
  (table) => [primaryKey({ columns: [table.digestId, table.revision] })],
);

// ── Sending ─────────────────────────────────────────────────────────────────────────────────────

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

/** A From domain that is or was warmed up. Its row is the lock of first calls to its readers. */
export const warmUps = pgTable('warm_ups', {
  domain: text('domain').primaryKey(),
  /** On which mail of a send with a warm-up was accepted, by the house's calendar, ascending. */
  days: date('days').array().notNull().default([]),
});

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

/** What the sweep last counted of the account's last 30 days: one row. */
export const accountHealth = pgTable('account_health', {
  account: text('account').primaryKey(),
  accepted: bigint('accepted', { mode: 'number' }).notNull(),
  bounced: bigint('bounced', { mode: 'number' }).notNull(),
  complained: bigint('complained', { mode: 'number' }).notNull(),
  countedAt: at('counted_at').notNull(),
});

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

// ── Access ──────────────────────────────────────────────────────────────────────────────────────

/** A program's credential. The key itself is shown once; only its SHA-256 is kept. */
export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  /** The first characters, to tell keys apart on a page. */
  hint: text('hint').notNull(),
  scopes: text('scopes').array().notNull(),
  createdAt: createdAt(),
  lastUsedAt: at('last_used_at'),
  expiresAt: at('expires_at'),
  revokedAt: at('revoked_at'),
});

/** The first answer under an Idempotency-Key, kept for 24 h. */
export const idempotentRequests = pgTable(
  'idempotent_requests',
  {
    keyId: uuid('key_id').notNull(),
    /** Method and path. */
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    /** Null while the first request is running. */
    status: smallint('status'),
    response: text('response'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.operation, table.key] }),
    index('idempotent_requests_created').on(table.createdAt),
  ],
);
