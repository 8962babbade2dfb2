// What of a proposal's sources has no section yet, and which of it repeats another.

import type { Queryable } from '../../db/client.ts';
import { findCopies } from '../stories/group.ts';
import { type ArticleRow, type SourceRow, selectSections, selectSources } from './queries.ts';

export interface Unwritten {
  source: SourceRow;
  article: ArticleRow;
  /** The number of the source whose article it repeats; null if it is to have a section of its own. */
  copyOf: number | null;
}

/** In the order of the sources; `written`: the numbers of those that have their section. */
export async function findUnwritten(
  db: Queryable,
  proposalId: string,
): Promise<{ written: number[]; unwritten: Unwritten[] }> {
  const written = (await selectSections(db, proposalId)).map(({ source }) => source);
  const isWritten = (n: number) => written.includes(n);
  const read = (await selectSources(db, proposalId))
    .flatMap(({ source, article }) =>
      article && source.state === 'read' ? [{ source, article }] : [],
    )
    // What comes now may repeat what stands there, not the other way round.
    .sort((a, b) => Number(isWritten(b.source.n)) - Number(isWritten(a.source.n)));
  const copies = findCopies(read.map(({ article }) => article));
  const unwritten = read.flatMap(({ source, article }, at) => {
    const copyOf = read[copies[at] ?? -1]?.source.n ?? null;
    return isWritten(source.n) ? [] : [{ source, article, copyOf }];
  });
  return { written, unwritten };
}
