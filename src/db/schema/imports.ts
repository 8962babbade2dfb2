// Imports under way, their pieces and the rows they could not take.

import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt } from './columns.ts';

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
  /** Rows that were taken in, by the state that they ask for. */
  confirmed: integer('confirmed').notNull().default(0),
  pending: integer('pending').notNull().default(0),
  unsubscribed: integer('unsubscribed').notNull().default(0),
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
