// Articles that were read, and proposals: digests in the making from them.

import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { lists } from './audience.ts';
import { at, createdAt } from './columns.ts';
import { digests } from './digests.ts';

/** What was read at one address, or pasted as its text, at one moment. */
export const articles = pgTable('articles', {
  id: uuid('id').primaryKey(),
  /** What a digest cites: on https. */
  url: text('url').notNull(),
  title: text('title').notNull(),
  publisher: text('publisher'),
  publishedOn: text('published_on'),
  image: text('image'),
  language: text('language').notNull(),
  /** One paragraph a line. Spans of points are places in it. */
  text: text('text').notNull(),
  /** SHA-256 of the text, in hex. */
  hash: text('hash').notNull(),
  /** False: its site keeps it from language models (Content-Signal: ai-input=no). */
  isForModels: boolean('is_for_models').notNull().default(true),
  readAt: at('read_at').notNull().defaultNow(),
});

/** A digest in the making; its sources and sections hang on it. */
export const proposals = pgTable(
  'proposals',
  {
    id: uuid('id').primaryKey(),
    status: text('status', { enum: ['reading', 'writing', 'ready', 'failed'] })
      .notNull()
      .default('reading'),
    language: text('language').notNull(),
    listId: integer('list_id').references(() => lists.id, { onDelete: 'set null' }),
    /** The digest that was made of it. */
    digestId: uuid('digest_id').references(() => digests.id, { onDelete: 'set null' }),
    /** When one was made last: without `digestId`, it was thrown away since. */
    digestedAt: at('digested_at'),
    /** What the ledger saw when it was last written for this proposal (stories/ledger-queries.ts). */
    foldedAs: text('folded_as'),
    /** Nobody chose its addresses one by one: what robots.txt forbids is not read. */
    byRule: boolean('by_rule').notNull().default(false),
    /** When it was over without a send: it holds nothing, unless somebody sends its digest after all. */
    releasedAt: at('released_at'),
    /** How often somebody began to compare and to write; what ends them so often is given up. */
    writingTries: integer('writing_tries').notNull().default(0),
    createdBy: text('created_by'),
    /** False: whoever asked for it wants no language model asked. */
    mayAskModels: boolean('may_ask_models').notNull().default(true),
    createdAt: createdAt(),
    /** When a step last began or ended: work without progress is rung again. */
    progressedAt: at('progressed_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (table) => [
    /** For the sweep: what is under way. */
    index('proposals_active').on(table.progressedAt).where(sql`status in ('reading', 'writing')`),
    /** For the editor, which opens a digest with what it stands on. */
    index('proposals_digest').on(table.digestId).concurrently(),
    /** For what is forgotten by age. */
    index('proposals_created').on(table.createdAt),
  ],
);

/** An address or a text that a proposal is made from, in the order in which it was given. */
export const proposalSources = pgTable(
  'proposal_sources',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    /** As it was given. */
    url: text('url').notNull(),
    /** What was given beside the address: then nothing is fetched. */
    givenTitle: text('given_title'),
    givenText: text('given_text'),
    state: text('state', { enum: ['waiting', 'read', 'thin', 'copy', 'told', 'failed'] })
      .notNull()
      .default('waiting'),
    /** Why it is not `read`: a code and the values that its sentence needs. */
    why: jsonb('why').$type<unknown>(),
    /** Of the same form: what an editor should know of one that was read. */
    warnings: jsonb('warnings').$type<unknown>().notNull().default([]),
    /** Raised before each try: a page that kills who reads it is not read for ever. */
    tries: integer('tries').notNull().default(0),
    /** Since when somebody is at it. */
    claimedAt: at('claimed_at'),
    articleId: uuid('article_id').references(() => articles.id, { onDelete: 'set null' }),
    /** The source whose article it repeats. */
    copyOf: integer('copy_of'),
    /** When it was held against the others and against what the list has had. */
    comparedAt: at('compared_at'),
    /** What the list has had of its story lately (stories/told.ts). */
    told: jsonb('told').$type<unknown>(),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.n] }),
    index('proposal_sources_article').on(table.articleId),
  ],
);

/** What a proposal says of one article: its hook and points, with the evidence of each. */
export const proposalSections = pgTable(
  'proposal_sections',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    /** The source whose article it sums up. */
    source: integer('source').notNull(),
    /** Who chose and shortened its points; what a person changed is `edited` in the point. */
    by: text('by', { enum: ['embedded', 'model'] })
      .notNull()
      .default('embedded'),
    hook: jsonb('hook').$type<unknown>().notNull(),
    points: jsonb('points').$type<unknown>().notNull(),
    /** Sentences that were proposed as points so far: made again, the section takes others. */
    proposed: jsonb('proposed').$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.n] })],
);

/** The addresses that a proposal for a list stands on, by their keys (stories/address-key.ts). */
export const heldAddresses = pgTable(
  'held_addresses',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    /** The number of the source that has it: as it was given, or as its page names itself. */
    source: integer('source').notNull(),
    listId: integer('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    /** False: it was released, and may be taken by another proposal. */
    isHeld: boolean('is_held').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.address] }),
    index('held_addresses_list').on(table.listId, table.address),
  ],
);

/** The addresses that digests sent to a list cited, each with the last of them. */
export const usedAddresses = pgTable(
  'used_addresses',
  {
    listId: integer('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id, { onDelete: 'cascade' }),
    /** When the send of that digest began. */
    usedAt: at('used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.listId, table.address] })],
);

/** Sends whose addresses stand in `used_addresses`. */
export const foldedSends = pgTable('folded_sends', { sendId: uuid('send_id').primaryKey() });

/** Sends whose digest was opened for the watch, so that it need not be opened each minute. */
export const watchedSends = pgTable('watched_sends', {
  sendId: uuid('send_id').primaryKey(),
  revision: integer('revision').notNull(),
  /** None of its sources is due before. */
  dueAt: at('due_at').notNull(),
});

/** Sources of the last digests, as they were found when somebody looked at them again. */
export const sourceLooks = pgTable('source_looks', {
  /** MD5 of the address: that may be longer than an index holds. */
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  state: text('state', { enum: ['fine', 'gone', 'closed', 'changed'] })
    .notNull()
    .default('fine'),
  /** Of the text that was cited (proposals/watch/sketch.ts). */
  sketch: text('sketch').array(),
  /** Looks in a row that got no answer. */
  failures: integer('failures').notNull().default(0),
  lookedAt: at('looked_at'),
  /** Since when somebody is at it. */
  claimedAt: at('claimed_at'),
  /** When `state` last became what it is; null: it was never otherwise. */
  changedAt: at('changed_at'),
});
