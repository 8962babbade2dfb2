// A source that could not be read, given again: by another address or with its text. The others stay as they are.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { holdSource } from '../making/held.ts';
import { lockProposal } from '../making/queries.ts';
import { reopenSource } from '../making/source-queries.ts';
import { givenSource } from './given-source.ts';
import type { MendInput, ProposalView } from './schema.ts';
import { readProposal } from './view.ts';

/**
 * `n`: its place, from 0. The caller enqueues `proposal` for the id. Throws `not_found`, or `conflict` for a
 * source that needs no mending and for a proposal whose digest was made.
 */
export async function mendSource(
  db: Database,
  id: string,
  n: number,
  { source }: MendInput,
): Promise<ProposalView> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) throw new AppError('not_found', 'There is no proposal with this id.');
    if (proposal.digestId !== null) {
      throw new AppError('conflict', 'Its digest was made: add the article there.');
    }
    const given = givenSource(source);
    const isOpen = await reopenSource(tx, { proposalId: id, n }, given);
    if (!isOpen) throw new AppError('conflict', 'This source is not one that failed.');
    await holdSource(tx, { proposalId: id, n }, given.url);
  });
  return readProposal(db, id);
}
