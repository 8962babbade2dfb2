// What of a proposal's sources has no section yet.

import type { Queryable } from '../../db/client.ts';
import { Told } from '../stories/told.ts';
import type { SectionBefore } from '../writing/section.ts';
import { selectSections } from './section-queries.ts';
import { type ArticleRow, type SourceRow, selectSources } from './source-queries.ts';

export interface Unwritten {
  source: SourceRow;
  article: ArticleRow;
  /** Of a story that goes on: what readers know of it is passed over. */
  before: SectionBefore;
}

/** In the order of the sources; `written`: the numbers of those that have their section. */
export async function findUnwritten(
  db: Queryable,
  proposalId: string,
): Promise<{ written: number[]; unwritten: Unwritten[] }> {
  const written = (await selectSections(db, proposalId)).map(({ source }) => source);
  const unwritten = (await selectSources(db, proposalId)).flatMap(({ source, article }) => {
    if (article === null || source.state !== 'read' || written.includes(source.n)) return [];
    const proposed = source.told === null ? [] : Told.parse(source.told).known;
    return [{ source, article, before: { kept: [], proposed, hook: null } }];
  });
  return { written, unwritten };
}
