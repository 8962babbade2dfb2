// The last step of a proposal: what was read becomes sections, all in one transaction.

import type { Database } from '../../db/client.ts';
import { readTroubles } from '../trouble.ts';
import { writeEmbedded } from '../writing/embedded-section.ts';
import { deleteDrafts, selectDrafts } from './draft-queries.ts';
import { finishProposal, lockProposal } from './queries.ts';
import { insertSection, makeRoom } from './section-queries.ts';
import { updateSource } from './source-queries.ts';
import { findUnwritten } from './unwritten.ts';

/**
 * Does nothing if it was done. What has its section keeps it as it is: sources that were mended since get theirs,
 * in the order of the sources. What was drafted is taken as it is; the rest is written here, by the embedded
 * default. `failed`: there is not one section; the sources say why.
 */
export async function writeSections(db: Database, proposalId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, proposalId);
    if (proposal?.status !== 'writing') return;
    const { written, unwritten } = await findUnwritten(tx, proposalId);
    const drafts = await selectDrafts(tx, proposalId);
    for (const { source, article, before } of unwritten) {
      const place = { proposalId, n: source.n };
      const given = readTroubles(source.warnings);
      const draft = drafts.find((one) => one.source === source.n && one.articleId === article.id);
      const text = draft ? draft.text : writeEmbedded(article, proposal.language, before);
      if (text === null) {
        const why = { code: 'no_points' } as const;
        await updateSource(tx, place, { state: 'failed', why, copyOf: null, warnings: given });
        continue;
      }
      const warnings = [...given, ...(draft?.warnings ?? [])];
      const isOther = article.language !== proposal.language.split('-')[0];
      if (isOther) warnings.push({ code: 'other_language' });
      await updateSource(tx, place, { state: 'read', why: null, copyOf: null, warnings });
      const n = written.filter((one) => one < source.n).length;
      await makeRoom(tx, proposalId, n);
      await insertSection(tx, proposalId, { n, source: source.n, ...text });
      written.push(source.n);
    }
    await deleteDrafts(tx, proposalId);
    await finishProposal(tx, proposalId, written.length > 0 ? 'ready' : 'failed');
  });
}

/** What has no section gets none: comparing or writing has ended whoever tried, again and again. */
export async function giveUpWriting(db: Database, proposalId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, proposalId);
    if (proposal?.status !== 'reading' && proposal?.status !== 'writing') return;
    const { written, unwritten } = await findUnwritten(tx, proposalId);
    for (const { source } of unwritten) {
      const warnings = readTroubles(source.warnings);
      const end = { state: 'failed', why: { code: 'no_end' }, copyOf: null, warnings } as const;
      await updateSource(tx, { proposalId, n: source.n }, end);
    }
    await deleteDrafts(tx, proposalId);
    await finishProposal(tx, proposalId, written.length > 0 ? 'ready' : 'failed');
  });
}
