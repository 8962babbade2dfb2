// The last step of a proposal: what was read becomes sections, all in one transaction.

import type { Database, Queryable } from '../../db/client.ts';
import { readTroubles, type Trouble } from '../trouble.ts';
import { writeEmbedded } from '../writing/embedded-section.ts';
import { deleteDrafts, selectDrafts } from './draft-queries.ts';
import { finishProposal, lockProposal, type ProposalRow } from './queries.ts';
import { insertSection, makeRoom } from './section-queries.ts';
import { type SourceRow, updateSource } from './source-queries.ts';
import { findUnwritten } from './unwritten.ts';

/**
 * Does nothing if it was done. What has its section keeps it as it is: sources that were mended since get theirs,
 * in the order of the sources. What was drafted is taken as it is; the rest is written here, by the embedded
 * default. `failed`: there is not one section; the sources say why.
 */
export async function writeSections(db: Database, proposalId: string): Promise<void> {
  await endWriting(
    db,
    proposalId,
    ['writing'],
    async (tx, { language }, { written, unwritten }) => {
      const drafts = await selectDrafts(tx, proposalId);
      for (const { source, article, before } of unwritten) {
        const draft = drafts.find((one) => one.source === source.n && one.articleId === article.id);
        const text = draft ? draft.text : writeEmbedded(article, language, before);
        if (text === null) {
          await failSource(tx, source, 'no_points');
          continue;
        }
        const warnings = [...readTroubles(source.warnings), ...(draft?.warnings ?? [])];
        const isOther = article.language !== language.split('-')[0];
        if (isOther) warnings.push({ code: 'other_language' });
        await updateSource(tx, source, { state: 'read', why: null, copyOf: null, warnings });
        const n = written.filter((one) => one < source.n).length;
        await makeRoom(tx, proposalId, n);
        await insertSection(tx, proposalId, { n, source: source.n, ...text });
        written.push(source.n);
      }
    },
  );
}

/** What has no section gets none: comparing or writing has ended whoever tried, again and again. */
export async function giveUpWriting(db: Database, proposalId: string): Promise<void> {
  await endWriting(db, proposalId, ['reading', 'writing'], async (tx, _, { unwritten }) => {
    for (const { source } of unwritten) await failSource(tx, source, 'no_end');
  });
}

/** `settle` says what becomes of each source that has no section, and adds to `written` what got one. */
async function endWriting(
  db: Database,
  proposalId: string,
  from: readonly ProposalRow['status'][],
  settle: (
    tx: Queryable,
    proposal: Pick<ProposalRow, 'language'>,
    found: Awaited<ReturnType<typeof findUnwritten>>,
  ) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, proposalId);
    if (proposal === null || !from.includes(proposal.status)) return;
    const found = await findUnwritten(tx, proposalId);
    await settle(tx, proposal, found);
    await deleteDrafts(tx, proposalId);
    await finishProposal(tx, proposalId, found.written.length > 0 ? 'ready' : 'failed');
  });
}

async function failSource(tx: Queryable, source: SourceRow, code: Trouble['code']): Promise<void> {
  const warnings = readTroubles(source.warnings);
  await updateSource(tx, source, { state: 'failed', why: { code }, copyOf: null, warnings });
}
