// The search of the archive: what was sent to public lists, by the words in it.

import type { Database, Queryable } from '../../db/client.ts';
import { listTexts } from '../checks/walk.ts';
import { plainText } from '../inline.ts';
import { type Digest, parseDigest } from '../schema.ts';
import { type ArchivePage, openEntries } from './archive.ts';
import { foldQuery, foldRules, foldText, piecesOf } from './fold.ts';
import {
  type ArchiveChoice,
  languagesOf,
  narrow,
  orderByDay,
  type Place,
  pageAfter,
} from './order.ts';
import { selectArchiveEntries } from './queries.ts';
import { selectHits, selectUnread, upsertText } from './search-queries.ts';

/** Characters and terms of a query; what is beyond them is not looked for. */
export const longestQuery = 100;
const mostTerms = 8;
/** Hits that are put in order; the newest of more. */
const mostHits = 1000;

/** The digests that hold every term, in the order of the archive; null for a page that does not exist. */
export async function searchArchive(
  db: Database,
  query: ArchiveChoice & { text: string; after: Place | null; size: number; zone: string },
): Promise<ArchivePage | null> {
  const terms = query.text.slice(0, longestQuery).trim().split(/\s+/u).slice(0, mostTerms);
  const wanted = foldQuery(terms.join(' '));
  const hits = wanted === null ? [] : await selectHits(db, wanted, mostHits);
  const revisions = new Map(hits.map(({ id, revision }) => [id, revision]));
  const all = await selectArchiveEntries(db, query.list, [...revisions.keys()]);
  // What was corrected since its text was read is found again with the next tick.
  const present = all.filter(({ id, revision }) => revisions.get(id) === revision);
  const found = pageAfter(orderByDay(narrow(present, query), query.zone), query.after, query.size);
  if (!found && query.after !== null) return null;
  const { entries, ...page } = found ?? {
    entries: [],
    before: 0,
    total: 0,
    newer: null,
    older: null,
  };
  const digests = await openEntries(db, entries, query.zone);
  return { digests, ...page, languages: languagesOf(present) };
}

const biteDigests = 20;
const bites = 25;

/** Reads what came to stand in the archive since the last tick, or stands there in another revision. */
export async function keepTexts(db: Queryable): Promise<void> {
  for (let n = 0; n < bites; n++) {
    const unread = await selectUnread(db, foldRules, biteDigests);
    for (const { id, revision, content } of unread) {
      const parsed = parseDigest(content);
      const text = parsed.kind === 'ok' ? foldText(wordsOf(parsed.digest).join('\n')) : '';
      await upsertText(db, { id, revision, rules: foldRules, text, pieces: piecesOf(text) });
    }
    if (unread.length < biteDigests) return;
  }
}

/** What a reader may remember of it: its texts, and who published its sources. */
function wordsOf(digest: Digest): string[] {
  const texts = listTexts(digest).map(({ text, isRich }) => (isRich ? plainText(text) : text));
  return [...texts, ...digest.sections.flatMap(({ source }) => source?.publisher ?? [])];
}
