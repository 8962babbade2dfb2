// The last step of a proposal: what was read becomes sections, all in one transaction.

import type { Database } from '../../db/client.ts';
import { readTroubles } from '../articles/trouble.ts';
import { findCopies } from '../stories/group.ts';
import {
  finishProposal,
  insertSections,
  lockProposal,
  selectSources,
  updateSource,
} from './queries.ts';
import { type StoredSection, writeSection } from './section.ts';

/** Does nothing if it was done. `failed`: not one section could be written; the sources say why. */
export async function writeSections(db: Database, proposalId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, proposalId);
    if (proposal?.status !== 'writing') return;
    const read = (await selectSources(tx, proposalId)).flatMap(({ source, article }) =>
      article && source.state === 'read' ? [{ source, article }] : [],
    );
    const copies = findCopies(read.map(({ article }) => article));
    const sections: StoredSection[] = [];
    for (const [at, { source, article }] of read.entries()) {
      const place = { proposalId, n: source.n };
      const given = readTroubles(source.warnings);
      const first = copies[at] ?? null;
      if (first !== null) {
        const copyOf = read[first]?.source.n ?? null;
        await updateSource(tx, place, { state: 'copy', why: null, copyOf, warnings: given });
        continue;
      }
      const text = writeSection(article, proposal.language);
      if (text === null) {
        const why = { code: 'no_points' } as const;
        await updateSource(tx, place, { state: 'failed', why, copyOf: null, warnings: given });
        continue;
      }
      const isOther = article.language !== proposal.language.split('-')[0];
      const warnings = isOther ? [...given, { code: 'other_language' } as const] : given;
      await updateSource(tx, place, { state: 'read', why: null, copyOf: null, warnings });
      sections.push({ n: sections.length, source: source.n, ...text });
    }
    await insertSections(tx, proposalId, sections);
    await finishProposal(tx, proposalId, sections.length > 0 ? 'ready' : 'failed');
  });
}
