// Digests, their revisions and what was corrected on their pages.

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
import { at, createdAt, updatedAt } from './columns.ts';

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

/** What the search of the archive reads: one row per public digest, of the revision that stands. */
export const digestTexts = pgTable(
  'digest_texts',
  {
    digestId: uuid('digest_id')
      .primaryKey()
      .references(() => digests.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    /** Of the rules by which it was folded: a row of older ones is written anew. */
    rules: integer('rules').notNull(),
    /** Its words, folded: what a query's phrases are looked for in. */
    text: text('text').notNull(),
    /** Every pair of characters and every beginning of a word in it: what finds the row. */
    pieces: text('pieces').array().notNull(),
  },
  // Written once a digest: a list of pending pieces would be read by every search.
  (table) => [index('digest_texts_pieces').using('gin', table.pieces).with({ fastupdate: false })],
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
