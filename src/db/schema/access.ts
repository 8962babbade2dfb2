// Who may use the API, and what was answered to which request.

import { index, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt } from './columns.ts';

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
