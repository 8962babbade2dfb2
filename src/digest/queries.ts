// The SQL of digests and their revisions.

import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { type Database, type Queryable, sqlState } from '../db/client.ts';
import { digestRevisions, digests } from '../db/schema/digests.ts';
import { sends } from '../db/schema/sends.ts';
import { activeSendStates } from '../db/schema/states.ts';
import { correctionNotes, isCalled, isMailed, isUnlocked, standing } from './mailed-queries.ts';

export type DigestRow = Omit<typeof digests.$inferSelect, 'firstSentAt' | 'listed'> & {
  status: DigestStatus;
  /** When the first send whose mail somebody has was planned. */
  firstSentAt: Date | null;
  /** What stands on the web. */
  publishedRevision: number | null;
  /** True: its page needs no key. */
  isOpen: boolean;
  /** Those with a note, newest first; `at` in milliseconds. */
  corrections: { revision: number; note: string; at: number }[];
};
type DigestStatus = 'draft' | 'scheduled' | 'sending' | 'sent';
export type RevisionRow = Pick<
  typeof digestRevisions.$inferSelect,
  'digestId' | 'revision' | 'createdAt' | 'createdBy'
>;

// Derived on read from the digest's sends: never stored, so never wrong. The outer columns are
// named by hand: of one table, Drizzle writes them bare, and `id` would be that of the send.

/** How far it ever came: one send of it that has ended is not undone by another that begins. */
export const digestStatus = sql<DigestStatus>`(
  select case
    when bool_or(s.status = 'sent' or (s.finished_at is not null and ${isMailed})) then 'sent'
    when bool_or(s.status in ('planning', 'sending') or (s.status = 'paused' and s.started_at is not null))
      then 'sending'
    when bool_or(s.status in ('scheduled', 'paused')) then 'scheduled'
    else 'draft'
  end from ${sends} s where s.digest_id = ${digests}.id)`;
const firstSentAt = sql<Date | null>`(
  select min(s.started_at) from ${sends} s where s.digest_id = ${digests}.id and ${isMailed})`;
const publishedRevision = sql<number | null>`(
  select p.revision from ${standing(isCalled, sql`d.id = ${digests}.id`)} p)`;
const isOpen = sql<boolean>`exists (
  select from ${sends} s where s.digest_id = ${digests}.id and ${isUnlocked} and ${isCalled})`;

const columns = {
  id: digests.id,
  slug: digests.slug,
  key: digests.key,
  revision: digests.revision,
  content: digests.content,
  firstSentAt: firstSentAt.mapWith(digests.firstSentAt),
  publishedRevision,
  isOpen,
  corrections: sql<DigestRow['corrections']>`${correctionNotes(sql`${digests}.id`)}`,
  createdAt: digests.createdAt,
  updatedAt: digests.updatedAt,
  status: digestStatus,
};

/** False if the slug or the id is taken. */
export async function insertDigest(
  tx: Queryable,
  digest: { id: string; slug: string; content: unknown },
): Promise<boolean> {
  const rows = await tx
    .insert(digests)
    .values(digest)
    .onConflictDoNothing()
    .returning({ id: digests.id });
  return rows.length === 1;
}

export async function insertRevision(
  tx: Queryable,
  revision: { digestId: string; revision: number; content: unknown; createdBy: string },
): Promise<void> {
  await tx.insert(digestRevisions).values(revision);
}

export async function selectDigest(db: Queryable, id: string): Promise<DigestRow | null> {
  const [row] = await db.select(columns).from(digests).where(eq(digests.id, id));
  return row ?? null;
}

/** The present revision, locked until the transaction ends; null if there is no such digest. */
export async function lockRevision(tx: Queryable, id: string): Promise<number | null> {
  const [row] = await tx
    .select({ revision: digests.revision })
    .from(digests)
    .where(eq(digests.id, id))
    .for('update');
  return row?.revision ?? null;
}

export async function updateContent(
  tx: Queryable,
  id: string,
  revision: number,
  content: unknown,
): Promise<void> {
  await tx
    .update(digests)
    .set({ revision, content, updatedAt: sql`now()` })
    .where(eq(digests.id, id));
}

/** Newest first: ids are time-ordered (UUIDv7), so the primary key is the order of the list. */
export async function selectDigests(
  db: Queryable,
  before: string | null,
  limit: number,
): Promise<DigestRow[]> {
  return await db
    .select(columns)
    .from(digests)
    .where(before === null ? undefined : lt(digests.id, before))
    .orderBy(desc(digests.id))
    .limit(limit);
}

/** Newest first, without their contents. */
export async function selectRevisions(
  db: Queryable,
  digestId: string,
  before: number | null,
  limit: number,
): Promise<RevisionRow[]> {
  const { digestId: id, revision, createdAt, createdBy } = digestRevisions;
  return await db
    .select({ digestId: id, revision, createdAt, createdBy })
    .from(digestRevisions)
    .where(and(eq(id, digestId), before === null ? undefined : lt(revision, before)))
    .orderBy(desc(revision))
    .limit(limit);
}

export async function selectRevisionContent(
  db: Queryable,
  digestId: string,
  revision: number,
): Promise<{ content: unknown } | null> {
  const [row] = await db
    .select({ content: digestRevisions.content })
    .from(digestRevisions)
    .where(and(eq(digestRevisions.digestId, digestId), eq(digestRevisions.revision, revision)));
  return row ?? null;
}

/** True if a send was ever made of it, whatever became of that. By `sends_digest`. */
export async function hasSends(db: Queryable, digestId: string): Promise<boolean> {
  const rows = await db
    .select({ id: sends.id })
    .from(sends)
    .where(eq(sends.digestId, digestId))
    .limit(1);
  return rows.length > 0;
}

/** Sends that are to mail an older revision than this one, oldest first. By `sends_digest`. */
export async function selectOlderSends(
  db: Queryable,
  digestId: string,
  revision: number,
): Promise<{ id: string; revision: number; scheduledAt: Date | null; startedAt: Date | null }[]> {
  const { id, scheduledAt, startedAt } = sends;
  return await db
    .select({ id, revision: sends.revision, scheduledAt, startedAt })
    .from(sends)
    .where(
      and(
        eq(sends.digestId, digestId),
        lt(sends.revision, revision),
        inArray(sends.status, [...activeSendStates]),
      ),
    )
    .orderBy(sends.id);
}

/** False if a send refers to it (foreign key of `sends`); its revisions go with it. */
export async function removeDigest(tx: Queryable, id: string): Promise<boolean> {
  try {
    await tx.delete(digests).where(eq(digests.id, id));
    return true;
  } catch (error) {
    if (sqlState(error) === '23503') return false;
    throw error;
  }
}

export async function readDigestContent(
  db: Database,
  digestId: string,
  revision: number,
): Promise<{ slug: string; key: string; content: unknown } | null> {
  const [row] = await db
    .select({ slug: digests.slug, key: digests.key, content: digestRevisions.content })
    .from(digestRevisions)
    .innerJoin(digests, eq(digests.id, digestRevisions.digestId))
    .where(and(eq(digestRevisions.digestId, digestId), eq(digestRevisions.revision, revision)));
  return row ?? null;
}
