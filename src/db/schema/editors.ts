// Who works here: editors, how they come in, and what they and the keys have done.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt } from './columns.ts';
import { digests } from './digests.ts';
import { among, editorRoles } from './states.ts';

const editorId = () =>
  uuid('editor_id')
    .notNull()
    .references(() => editors.id, { onDelete: 'cascade' });

/** Anybody who signs in. Removing the row ends everything of theirs; what they made keeps the id. */
export const editors = pgTable(
  'editors',
  {
    id: uuid('id').primaryKey(),
    /** The normalised address: sign-in links go there. */
    address: text('address').notNull().unique(),
    /** What colleagues read; empty: the address. */
    name: text('name').notNull().default(''),
    role: text('role', { enum: editorRoles }).notNull(),
    createdAt: createdAt(),
    /** An editor's or a key's id; null: by the command. */
    createdBy: text('created_by'),
    signedInAt: at('signed_in_at'),
  },
  (table) => [check('editors_role', sql`${table.role} in ${among(editorRoles)}`)],
);

/** A browser that is signed in. Its cookie is shown once; only its SHA-256 is kept. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    editorId: editorId(),
    hash: text('hash').notNull().unique(),
    /** In words: `Firefox, Windows`. */
    browser: text('browser').notNull(),
    createdAt: createdAt(),
    /** Exact to a minute. */
    lastUsedAt: at('last_used_at').notNull().defaultNow(),
  },
  (table) => [
    index('sessions_editor').on(table.editorId),
    index('sessions_used').on(table.lastUsedAt),
  ],
);

/** A link that signs an editor in, once. Its token is signed, and nowhere here. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    id: uuid('id').primaryKey(),
    editorId: editorId(),
    /** The page that was asked for; a path under /console. */
    opens: text('opens'),
    /** Where it was asked from, for the caps; gone with the row, after a day. */
    network: text('network'),
    createdAt: createdAt(),
    usedAt: at('used_at'),
  },
  (table) => [
    index('sign_in_links_editor').on(table.editorId, table.createdAt),
    index('sign_in_links_created').on(table.createdAt),
  ],
);

/** A passkey of an editor (WebAuthn). */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    editorId: editorId(),
    /** COSE, base64url. */
    publicKey: text('public_key').notNull(),
    /** The authenticator's count of signatures; many never count. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    /** Kept by several devices. */
    isSynced: boolean('is_synced').notNull(),
    /** The browser that made it, in words. */
    name: text('name').notNull(),
    createdAt: createdAt(),
    lastUsedAt: at('last_used_at'),
  },
  (table) => [index('passkeys_editor').on(table.editorId)],
);

/** Challenges that were answered: none is answered twice. They die after five minutes anyway. */
export const spentChallenges = pgTable('spent_challenges', {
  id: uuid('id').primaryKey(),
  at: at('at').notNull().defaultNow(),
});

/** One act that changed something: who, what, on what, from where. Holds ids and no names. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** Carries its time. */
    id: uuid('id').primaryKey(),
    actorKind: text('actor_kind', { enum: ['key', 'editor', 'link'] }).notNull(),
    /** An editor's or a key's; of a link, what it belongs to. */
    actorId: uuid('actor_id').notNull(),
    /** The operation's name in the API's document. */
    action: text('action').notNull(),
    /** What it was done to: a path of the API. */
    target: text('target').notNull(),
    /** IPv4 to its /24, IPv6 to its /48. */
    network: text('network'),
    browser: text('browser'),
    createdAt: createdAt(),
  },
  (table) => [
    index('audit_entries_actor').on(table.actorId, table.id),
    index('audit_entries_target').on(table.target, table.id),
  ],
);

/** One person asked whether one revision may go out, and what they said. */
export const approvals = pgTable(
  'approvals',
  {
    id: uuid('id').primaryKey(),
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    /** Where the link went. */
    address: text('address').notNull(),
    /** What the editor wrote to them. */
    note: text('note').notNull().default(''),
    /** An editor's or a key's id. */
    askedBy: text('asked_by').notNull(),
    /** A yes starts its send: a rhythm asked. */
    startsSend: boolean('starts_send').notNull().default(false),
    /** The email that holds the link. */
    letterId: uuid('letter_id').notNull(),
    answer: text('answer', { enum: ['yes', 'no'] }),
    /** What they wrote back. */
    comment: text('comment').notNull().default(''),
    answeredAt: at('answered_at'),
    createdAt: createdAt(),
  },
  (table) => [index('approvals_digest').on(table.digestId, table.id)],
);
