// The last step of a proposal: what was read becomes sections, all in one transaction.

import type { Database } from '../../db/client.ts';
import { readTroubles } from '../articles/trouble.ts';
import { findCopies } from '../stories/group.ts';
import { warnOfTold } from './held.ts';
import {
  finishProposal,
  insertSection,
  lockProposal,
  makeRoom,
  selectSections,
  selectSources,
  updateSource,
} from './queries.ts';
import { writeSection } from './section.ts';

/**
 * Does nothing if it was done. What has its section keeps it as it is: sources that were mended since get theirs,
 * in the order of the sources. `failed`: there is not one section; the sources say why.
 */
export async function writeSections(db: Database, proposalId: string, zone: string): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, proposalId);
    if (proposal?.status !== 'writing') return;
    const written = (await selectSections(tx, proposalId)).map(({ source }) => source);
    const isWritten = (n: number) => written.includes(n);
    const read = (await selectSources(tx, proposalId))
      .flatMap(({ source, article }) =>
        article && source.state === 'read' ? [{ source, article }] : [],
      )
      // What comes now may repeat what stands there, not the other way round.
      .sort((a, b) => Number(isWritten(b.source.n)) - Number(isWritten(a.source.n)));
    const told = await warnOfTold(tx, proposal, read, zone);
    const copies = findCopies(read.map(({ article }) => article));
    for (const [at, { source, article }] of read.entries()) {
      if (isWritten(source.n)) continue;
      const place = { proposalId, n: source.n };
      const given = [...readTroubles(source.warnings), ...(told[at] ?? [])];
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
      const n = written.filter((one) => one < source.n).length;
      await makeRoom(tx, proposalId, n);
      await insertSection(tx, proposalId, { n, source: source.n, ...text });
      written.push(source.n);
    }
    await finishProposal(tx, proposalId, written.length > 0 ? 'ready' : 'failed');
  });
}
