// Feeds that are watched, what stands in them, and the inbox: articles that wait to be used.

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
import { at, createdAt } from './columns.ts';
import { editors } from './editors.ts';

/** What is asked for news, on a clock of its own. */
export const feeds = pgTable(
  'feeds',
  {
    id: uuid('id').primaryKey(),
    /** What is asked: where a feed has moved for good, its new address. */
    url: text('url').notNull().unique(),
    /** By its own word; empty until it was read. */
    title: text('title').notNull().default(''),
    /** What an editor calls it, if not by its title. */
    name: text('name'),
    /** Of an import: `News/Japan`. */
    folder: text('folder'),
    /** The page that the feed belongs to. */
    home: text('home'),
    /** `ended`: it said itself that it is gone for good. */
    state: text('state', { enum: ['active', 'paused', 'ended'] })
      .notNull()
      .default('active'),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    /** When it is asked next. */
    dueAt: at('due_at').notNull().defaultNow(),
    /** Between two readings that go well: shorter while it has news. */
    everySeconds: integer('every_seconds').notNull().default(3600),
    /** Since when somebody is reading it. */
    claimedAt: at('claimed_at'),
    /** What the last answer said of its version: sent back, so that nothing comes if nothing is new. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** SHA-256 of the last body, in hex: servers without versions give the same one again. */
    hash: text('hash'),
    /** When its robots.txt was last read: once a day is enough (RFC 9309 §2.4). */
    robotsAt: at('robots_at'),
    /** When it last answered as it should. */
    readAt: at('read_at'),
    triedAt: at('tried_at'),
    /** When it last had an item that is new. */
    newsAt: at('news_at'),
    /** Tries in a row that failed. */
    failures: integer('failures').notNull().default(0),
    /** Why the last try failed: a code and the value that its sentence needs. */
    why: jsonb('why').$type<unknown>(),
  },
  (table) => [
    /** For the sweep: what is due. */
    index('feeds_due').on(table.dueAt).where(sql`state = 'active'`),
  ],
);

/** An article that stood in a feed: one row, however often its guid or its address changes. */
export const feedItems = pgTable(
  'feed_items',
  {
    id: uuid('id').primaryKey(),
    feedId: uuid('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    /** The key of its address: articles of one address are one, in any feed. The first one stays. */
    address: text('address').notNull(),
    /** What the feed links to, as it stood there last. */
    url: text('url').notNull(),
    title: text('title').notNull(),
    publisher: text('publisher'),
    /** YYYY-MM-DD; null if the feed names none, or one that is not there yet. */
    publishedOn: text('published_on'),
    /** The beginning of what the feed says of it, as plain text. */
    excerpt: text('excerpt').notNull().default(''),
    /** Characters without white space of the text in the feed: a page that shows less is a teaser. */
    length: integer('length').notNull().default(0),
    /** It stood there when the feed was first read: nothing new. */
    isBacklog: boolean('is_backlog').notNull().default(false),
    foundAt: at('found_at').notNull().defaultNow(),
    /** When it last stood in the feed, to the day. */
    seenAt: at('seen_at').notNull().defaultNow(),
  },
  (table) => [
    unique('feed_items_address').on(table.feedId, table.address),
    /** Oldest first of one feed, for those who take what is new. */
    index('feed_items_found').on(table.feedId, table.foundAt),
    /** Of all feeds, newest first. */
    index('feed_items_newest').on(table.foundAt),
    /** For what is forgotten by age. */
    index('feed_items_seen').on(table.seenAt),
  ],
);

/** Every guid and address by which a feed has named an item. */
export const feedItemKeys = pgTable(
  'feed_item_keys',
  {
    feedId: uuid('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    itemId: uuid('item_id')
      .notNull()
      .references(() => feedItems.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.feedId, table.key] }),
    index('feed_item_keys_item').on(table.itemId),
  ],
);

/** Articles that wait to be used. */
export const inboxItems = pgTable(
  'inbox_items',
  {
    id: uuid('id').primaryKey(),
    /** The key of its address, as in `feed_items`. */
    address: text('address').notNull().unique(),
    url: text('url').notNull(),
    /** Empty if nobody named one. */
    title: text('title').notNull().default(''),
    publisher: text('publisher'),
    publishedOn: text('published_on'),
    came: text('came', { enum: ['hand', 'bookmarklet', 'share', 'mail', 'feed'] }).notNull(),
    feedId: uuid('feed_id').references(() => feeds.id, { onDelete: 'set null' }),
    /** As in `feed_items`; 0: no feed had it. */
    length: integer('length').notNull().default(0),
    /** An editor's or a key's id. */
    addedBy: text('added_by'),
    foundAt: at('found_at').notNull().defaultNow(),
    /** Put away: it can be taken back. */
    dismissedAt: at('dismissed_at'),
  },
  (table) => [
    index('inbox_items_found').on(table.foundAt),
    index('inbox_items_dismissed').on(table.dismissedAt).where(sql`dismissed_at is not null`),
  ],
);

/** An editor's address for mail to the inbox. The token in it is made of the row, and kept nowhere. */
export const inboxDoors = pgTable('inbox_doors', {
  editorId: uuid('editor_id')
    .primaryKey()
    .references(() => editors.id, { onDelete: 'cascade' }),
  /** Raised to make the address of before worthless. */
  turn: integer('turn').notNull().default(1),
  createdAt: createdAt(),
  /** The last mail that was taken, and the last that was not. */
  takenAt: at('taken_at'),
  refusedAt: at('refused_at'),
  /** Mails that were not taken: from somebody else, or without an address in them. */
  refused: integer('refused').notNull().default(0),
  refusedWhy: text('refused_why', { enum: ['stranger', 'no_address', 'too_many', 'unread'] }),
});

/** Mails that were worked, taken or not: told once more, they change nothing. Nothing of the mail. */
export const inboxMails = pgTable(
  'inbox_mails',
  {
    /** Resend's. */
    id: text('id').primaryKey(),
    editorId: uuid('editor_id')
      .notNull()
      .references(() => editors.id, { onDelete: 'cascade' }),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [
    /** How many an editor's address got within the hour. */
    index('inbox_mails_editor').on(table.editorId, table.at),
    index('inbox_mails_at').on(table.at),
  ],
);
