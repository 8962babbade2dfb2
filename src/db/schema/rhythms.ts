// Rhythms: rules by which proposals are made at their hours, and what became of each hour.

import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { lists } from './audience.ts';
import { at, createdAt, updatedAt } from './columns.ts';
import { digests } from './digests.ts';
import { feeds } from './feeds.ts';
import { proposals } from './proposals.ts';
import { among, openRunStates, runStates } from './states.ts';

/** A rule: from these feeds, at these hours, for this list, asking this person. */
export const rhythms = pgTable(
  'rhythms',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    listId: integer('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    /** Takes from the inbox, too. */
    inbox: boolean('inbox').notNull(),
    /** Weekdays with times, or a pattern of cron, by the clocks of the list's zone. */
    schedule: jsonb('schedule').$type<unknown>().notNull(),
    /** How many sections a digest of it has at most, and below how many articles nothing is made. */
    sections: integer('sections').notNull(),
    minimum: integer('minimum').notNull(),
    language: text('language').notNull(),
    /** What becomes of an hour that nobody looked at in time. */
    catchUp: text('catch_up', { enum: ['once', 'skip'] }).notNull(),
    /** The proposal is made so long before the hour. */
    leadMinutes: integer('lead_minutes').notNull(),
    /** So long after the hour an answer still sends. */
    staleHours: integer('stale_hours').notNull(),
    /** Who is asked; empty: an editor who is gone. */
    approver: text('approver').notNull(),
    isPaused: boolean('is_paused').notNull().default(false),
    /** The first moment that was not looked at yet; null: its pattern has no more. */
    nextAt: at('next_at'),
    /** Who saved it last, an editor's or a key's id: its sends are by their word. */
    savedBy: text('saved_by').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('rhythms_list').on(table.listId)],
);

/** The feeds that a rhythm takes from. */
export const rhythmFeeds = pgTable(
  'rhythm_feeds',
  {
    rhythmId: uuid('rhythm_id')
      .notNull()
      .references(() => rhythms.id, { onDelete: 'cascade' }),
    feedId: uuid('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    /** What was found before is not taken. */
    since: at('since').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.rhythmId, table.feedId] }),
    index('rhythm_feeds_feed').on(table.feedId),
  ],
);

/** What became of one moment of a rhythm: one line, whoever looks at it how often. */
export const rhythmRuns = pgTable(
  'rhythm_runs',
  {
    id: uuid('id').primaryKey(),
    rhythmId: uuid('rhythm_id')
      .notNull()
      .references(() => rhythms.id, { onDelete: 'cascade' }),
    /** By the rhythm's clock; of a run by hand, when it was asked for. */
    dueAt: at('due_at').notNull(),
    byHand: boolean('by_hand').notNull().default(false),
    state: text('state', { enum: runStates }).notNull(),
    /** Why it ended so, or does not go on: a code, and what its sentence needs. */
    why: jsonb('why').$type<unknown>(),
    proposalId: uuid('proposal_id').references(() => proposals.id, { onDelete: 'set null' }),
    digestId: uuid('digest_id').references(() => digests.id, { onDelete: 'set null' }),
    /** Of the send that an approval starts: given before, so that it starts once. */
    sendId: uuid('send_id').notNull(),
    /** The digest's revision that was seen last, and since when: it is asked about once it rests. */
    revision: integer('revision'),
    revisedAt: at('revised_at'),
    /** Of the question about that revision: given before, so that it is asked once. */
    approvalId: uuid('approval_id'),
    askedAt: at('asked_at'),
    /** How many readers the list had when somebody was asked. */
    expectedReaders: integer('expected_readers'),
    begunAt: at('begun_at').notNull(),
    nudgedAt: at('nudged_at'),
    endedAt: at('ended_at'),
  },
  (table) => [
    unique('rhythm_runs_due').on(table.rhythmId, table.dueAt),
    index('rhythm_runs_open')
      .on(table.rhythmId)
      .where(sql`state in ${among(openRunStates)}`),
    index('rhythm_runs_proposal').on(table.proposalId),
    index('rhythm_runs_digest').on(table.digestId),
  ],
);
