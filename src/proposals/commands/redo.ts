// One section made again: what a person keeps or has changed stays, the rest comes from other sentences.

import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/client.ts';
import { updateWarnings } from '../making/draft-queries.ts';
import { type DraftDeps, modelsFor } from '../making/draft-sections.ts';
import { lockProposal } from '../making/queries.ts';
import { updateSection } from '../making/section-queries.ts';
import { readTroubles } from '../trouble.ts';
import { embeddedWriter } from '../writing/embedded-section.ts';
import { type StoredPoint, witnessOf } from '../writing/evidence.ts';
import { writeWithModels } from '../writing/model-section.ts';
import type { ProposalView, RedoInput } from './schema.ts';
import { readProposal, readSections, type WholeSection } from './view.ts';

/**
 * `n`: its place, from 0. A model is asked between two looks at the section, and nobody waits for its lock
 * meanwhile. Throws `not_found`, `invalid`, or `conflict` while the proposal is being made and for a section
 * that somebody else has made again meanwhile.
 */
export async function redoSection(
  deps: DraftDeps,
  id: string,
  n: number,
  { keep }: RedoInput,
): Promise<ProposalView> {
  const { db } = deps;
  const { proposal, section } = await readSection(db, id, n);
  const models = modelsFor(deps, proposal);
  const write = models ? writeWithModels({ db, models, proposalId: id }) : embeddedWriter;
  const { article, proposed, hook } = section;
  const before = { kept: keepPoints(section, keep), proposed, hook };
  const { text, warnings } = await write(article, proposal.language, before);
  if (text === null) {
    throw new AppError('conflict', 'No sentence of this article is left to make a point of.');
  }
  await db.transaction(async (tx) => {
    const now = await readSection(tx, id, n);
    if (JSON.stringify(now.section.points) !== JSON.stringify(section.points)) {
      throw new AppError('conflict', 'Somebody else has made this section again meanwhile.');
    }
    await updateSection(tx, { proposalId: id, n }, text);
    const others = readTroubles(now.section.warnings).filter(({ code }) => !byModels.test(code));
    await updateWarnings(tx, { proposalId: id, n: section.source }, [...others, ...warnings]);
  });
  return readProposal(db, id);
}

/** Warnings of how a section was written: made again, it has its own. */
const byModels = /^(?:model|verifier)_/;

/** With the proposal, which is held until the end of the transaction. */
async function readSection(db: Queryable, id: string, n: number) {
  const proposal = await requireReady(db, id);
  const section = (await readSections(db, id)).find((one) => one.n === n);
  if (!section) throw new AppError('not_found', 'There is no section with this number.');
  return { proposal, section };
}

function keepPoints({ points, article }: WholeSection, keep: RedoInput['keep']): StoredPoint[] {
  const witness = witnessOf(article);
  return keep.map(({ point, text }, at) => {
    if (point === undefined && text !== undefined) return witness(text, true);
    const known = points[point ?? -1];
    if (known === undefined) {
      const errors = [{ path: `keep.${at}.point`, message: 'There is no point at this place' }];
      throw new AppError('invalid', 'The section does not have this point.', { errors });
    }
    return text === undefined || text === known.text ? known : witness(text, true);
  });
}

/** Holds the proposal until the end of the transaction. Throws `not_found`, or `conflict` if it is not ready. */
export async function requireReady(tx: Queryable, id: string) {
  const proposal = await lockProposal(tx, id);
  if (!proposal) throw new AppError('not_found', 'There is no proposal with this id.');
  if (proposal.status === 'ready') return proposal;
  const detail =
    proposal.status === 'failed'
      ? 'Nothing could be made of these sources: they say why.'
      : 'The proposal is being made: wait until it is ready.';
  throw new AppError('conflict', detail);
}
