// Digests as they are kept: made, read, revised and removed.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import type { DigestId } from '../base/ids.ts';
import type { Database, Queryable } from '../db/client.ts';
import { contentHash, pagePath, shortId, slugFor } from './identity.ts';
import {
  type DigestRow,
  insertDigest,
  insertRevision,
  lockRevision,
  removeDigest,
  selectDigest,
  selectDigests,
  selectRevisionContent,
  selectRevisions,
  updateContent,
} from './queries.ts';
import { Digest, parseDigest } from './schema.ts';

/** How far its sends ever came: a sent digest stays so, even if it is scheduled once more. */
const DigestStatus = z.enum(['draft', 'scheduled', 'sending', 'sent']);

const facts = {
  id: z.uuid(),
  slug: z.string(),
  revision: z.int().min(1),
  status: DigestStatus,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  firstSentAt: z.iso.datetime().nullable(),
  publishedRevision: z.int().nullable().meta({
    description: 'The revision that its page shows: the newest that was mailed or published',
  }),
  page: z.string().nullable().meta({
    description:
      'Its page, from the first slash; with its key if it was sent to private lists only',
  }),
};

/** A correction on the page of a digest. */
export const CorrectionView = z.strictObject({
  revision: z.int(),
  note: z.string(),
  at: z.iso.datetime(),
});

/** A digest with the content of its newest revision, or of the one that was asked for. */
export const DigestView = z.strictObject({
  ...facts,
  corrections: z.array(CorrectionView).meta({ description: 'On its page, newest first' }),
  content: Digest,
});
export type DigestView = z.infer<typeof DigestView>;

/** A digest in a list. */
export const DigestSummary = z.strictObject({
  ...facts,
  headline: z.string(),
  language: z.string(),
});
export type DigestSummary = z.infer<typeof DigestSummary>;

export const RevisionView = z.strictObject({
  revision: z.int().min(1),
  createdAt: z.iso.datetime(),
  /** Id of the API key that wrote it. */
  createdBy: z.string().nullable(),
});
export type RevisionView = z.infer<typeof RevisionView>;

const digestCursor = defineCursor('digests', z.uuid());
const revisionCursor = defineCursor('revisions', z.int32().min(1));

/**
 * Keeps a new digest as revision 1. Repeating it with the same id gives the one that is kept.
 * `zone`: whose day its address begins with.
 */
export async function createDigest(
  db: Queryable,
  id: DigestId,
  content: Digest,
  createdBy: string,
  zone: string,
): Promise<DigestView> {
  const slug = slugFor(content, id, zone);
  await db.transaction(async (tx) => {
    const isNew =
      (await insertDigest(tx, { id, slug, content })) ||
      (await insertDigest(tx, { id, slug: `${slug}-${shortId(id)}`, content }));
    if (isNew) await insertRevision(tx, { digestId: id, revision: 1, content, createdBy });
  });
  return readDigest(db, id);
}

/** At its newest revision, or at the one asked for; throws `not_found`. */
export async function readDigest(
  db: Queryable,
  id: string,
  revision?: number,
): Promise<DigestView> {
  const row = (await selectDigest(db, id)) ?? noDigest();
  const corrections = row.corrections.map((one) => ({
    ...one,
    at: new Date(one.at).toISOString(),
  }));
  const view = { ...viewFacts(row), corrections };
  if (revision === undefined || revision === row.revision) {
    return { ...view, content: readContent(row.content) };
  }
  return { ...view, revision, content: await readRevision(db, id, revision) };
}

/** What opens its page if it went to private lists alone; null if there is no such digest. */
export async function readPageKey(db: Queryable, id: string): Promise<string | null> {
  return (await selectDigest(db, id))?.key ?? null;
}

/** Newest first. */
export async function listDigests(db: Queryable, page: PageQuery): Promise<Page<DigestSummary>> {
  const rows = await selectDigests(db, digestCursor.decode(page.cursor), page.limit + 1);
  const view = (row: DigestRow): DigestSummary => {
    const { headline, language } = readContent(row.content);
    return { ...viewFacts(row), headline, language };
  };
  return digestCursor.page(rows, page.limit, (row) => row.id, view);
}

/**
 * Writes the content as the next revision, if the present one is expected. Content that says the
 * same makes no new revision. Throws `precondition_failed` otherwise.
 */
export async function reviseDigest(
  db: Queryable,
  id: string,
  content: Digest,
  isExpected: (revision: number) => boolean,
  createdBy: string,
): Promise<DigestView> {
  await db.transaction(async (tx) => {
    const revision = await lockExpected(tx, id, isExpected);
    const { content: present } = await readDigest(tx, id);
    if ((await contentHash(present)) === (await contentHash(content))) return;
    await updateContent(tx, id, revision + 1, content);
    await insertRevision(tx, { digestId: id, revision: revision + 1, content, createdBy });
  });
  return readDigest(db, id);
}

/** Throws `conflict` if it was ever given to a send: what was mailed must stay readable. */
export async function deleteDigest(
  db: Database,
  id: string,
  isExpected: (revision: number) => boolean,
): Promise<void> {
  const refused = new AppError('conflict', 'A send refers to this digest, so it has to stay.');
  await db.transaction(async (tx) => {
    await lockExpected(tx, id, isExpected);
    if (!(await removeDigest(tx, id))) throw refused;
  });
}

/** Newest first. */
export async function listRevisions(
  db: Queryable,
  id: string,
  page: PageQuery,
): Promise<Page<RevisionView>> {
  await readDigest(db, id);
  const before = revisionCursor.decode(page.cursor);
  const rows = await selectRevisions(db, id, before, page.limit + 1);
  return revisionCursor.page(
    rows,
    page.limit,
    (row) => row.revision,
    ({ revision, createdAt, createdBy }) => ({
      revision,
      createdAt: createdAt.toISOString(),
      createdBy,
    }),
  );
}

/** The content of one revision; throws `not_found`. */
async function readRevision(db: Queryable, id: string, revision: number): Promise<Digest> {
  const row = await selectRevisionContent(db, id, revision);
  if (row) return readContent(row.content);
  throw new AppError('not_found', 'There is no such revision of this digest.');
}

async function lockExpected(
  tx: Queryable,
  id: string,
  isExpected: (revision: number) => boolean,
): Promise<number> {
  const revision = (await lockRevision(tx, id)) ?? noDigest();
  if (isExpected(revision)) return revision;
  throw new AppError('precondition_failed', `The digest is at revision ${revision} now.`);
}

function viewFacts(row: DigestRow) {
  const { id, slug, revision, status } = row;
  return {
    id,
    slug,
    revision,
    status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    firstSentAt: row.firstSentAt?.toISOString() ?? null,
    publishedRevision: row.publishedRevision,
    page: row.publishedRevision === null ? null : pagePath(slug, row.isOpen ? null : row.key),
  };
}

/** Stored content was parsed before; one that no longer parses is our bug. */
function readContent(stored: unknown): Digest {
  const parsed = parseDigest(stored);
  if (parsed.kind === 'ok') return parsed.digest;
  throw new Error(`A stored digest does not parse: ${JSON.stringify(parsed.errors)}`);
}

function noDigest(): never {
  throw new AppError('not_found', 'There is no digest with this id.');
}
