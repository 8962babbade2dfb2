// One section made again: what a person keeps or has changed stays, the rest comes from other sentences.

import { AppError } from '../../base/errors.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { witness } from './evidence.ts';
import { lockProposal, updateSection } from './queries.ts';
import type { ProposalView, RedoInput } from './schema.ts';
import { writeSection } from './section.ts';
import { readProposal, readSections } from './view.ts';

/** `n`: its place, from 0. Throws `not_found`, `conflict` while the proposal is being made, `invalid`. */
export async function redoSection(
  db: Database,
  id: string,
  n: number,
  { keep }: RedoInput,
): Promise<ProposalView> {
  await db.transaction(async (tx) => {
    const { language } = await requireReady(tx, id);
    const section = (await readSections(tx, id)).find((one) => one.n === n);
    if (!section) throw new AppError('not_found', 'There is no section with this number.');
    const { article, points, proposed, hook } = section;
    const kept = keep.map(({ point, text }, at) => {
      const known = points[point];
      if (known === undefined) {
        const errors = [{ path: `keep.${at}.point`, message: 'There is no point at this place' }];
        throw new AppError('invalid', 'The section does not have this point.', { errors });
      }
      return text === undefined || text === known.text ? known : witness(text, article, true);
    });
    const written = writeSection(article, language, { kept, proposed, hook });
    if (written === null) {
      throw new AppError('conflict', 'No sentence of this article is left to make a point of.');
    }
    await updateSection(tx, { proposalId: id, n }, written);
  });
  return readProposal(db, id);
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
