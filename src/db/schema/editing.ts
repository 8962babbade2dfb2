// What editors have under their hands before it is a revision, and who gets their test mails.

import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, updatedAt } from './columns.ts';
import { digests } from './digests.ts';

/** A digest as it is being typed: one per digest, and perhaps before there is one. */
export const workingCopies = pgTable(
  'working_copies',
  {
    /** Of the digest, also while there is none. */
    id: uuid('id').primaryKey(),
    /** The same once its first revision is made; it goes with the digest. */
    digestId: uuid('digest_id')
      .unique()
      .references(() => digests.id, { onDelete: 'cascade' }),
    /** Raised by every save: its entity tag. */
    version: integer('version').notNull().default(1),
    /** The revision it was begun from, or that was last made of it. */
    basedOn: integer('based_on'),
    fields: jsonb('fields').$type<unknown>().notNull(),
    /** As it was typed on that face; null: it is written from the fields when somebody asks. */
    markdown: text('markdown'),
    face: text('face', { enum: ['fields', 'markdown'] })
      .notNull()
      .default('fields'),
    /** Lines of a paste that found no place in the fields. */
    unplaced: jsonb('unplaced').$type<unknown>().notNull().default([]),
    /** Since when it says something that no revision says; null: it says what `based_on` does. */
    changedAt: at('changed_at'),
    /** It can be made a revision. */
    isWhole: boolean('is_whole').notNull(),
    savedBy: text('saved_by'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    /** For the sweep: those that wait for a revision. */
    index('working_copies_changed')
      .on(table.changedAt)
      .where(sql`changed_at is not null and is_whole`),
    index('working_copies_unborn').on(table.id).where(sql`digest_id is null`),
  ],
);

/** Addresses that test mails may go to besides an editor's own. */
export const testers = pgTable('testers', {
  id: uuid('id').primaryKey(),
  /** Normalised. */
  address: text('address').notNull().unique(),
  createdAt: createdAt(),
  createdBy: text('created_by'),
});
