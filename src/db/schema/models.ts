// Language models at work on proposals: what they were asked, and what they wrote before it is a section.

import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { articles, proposals } from './proposals.ts';

/** A call to a model, counted before it is made: what cuts it off leaves it here. */
export const modelCalls = pgTable(
  'model_calls',
  {
    id: uuid('id').primaryKey(),
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['writer', 'verifier'] }).notNull(),
    /** What it used up; until that is known, what it may use up at most. */
    tokensIn: integer('tokens_in').notNull(),
    tokensOut: integer('tokens_out').notNull(),
    /** In the currency of the deployment's prices; null without them. */
    cost: doublePrecision('cost'),
    /** Null: it is under way, or was cut off. */
    outcome: text('outcome', { enum: ['said', 'busy', 'failed', 'late'] }),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [index('model_calls_proposal').on(table.proposalId)],
);

/** What is to be written of one article with a model's help, until it is a section. */
export const proposalDrafts = pgTable(
  'proposal_drafts',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    /** The source whose article it sums up. */
    source: integer('source').notNull(),
    articleId: uuid('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Raised before each try. */
    tries: integer('tries').notNull().default(0),
    /** Since when somebody is at it. */
    claimedAt: at('claimed_at'),
    finishedAt: at('finished_at'),
    /** The section; null if no sentence can be a point. */
    text: jsonb('text').$type<unknown>(),
    /** What an editor should know of how it was written. */
    warnings: jsonb('warnings').$type<unknown>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.source] }),
    index('proposal_drafts_article').on(table.articleId),
  ],
);
