// A source without a section, given again or wanted all the same. The others stay as they are.

import { AppError } from '../../base/errors.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { holdSource } from '../making/held.ts';
import { lockProposal } from '../making/queries.ts';
import {
  reopenSource,
  retellSource,
  type SourceRow,
  selectSources,
} from '../making/source-queries.ts';
import { Told } from '../stories/told.ts';
import { givenSource } from './given-source.ts';
import type { GivenSource, MendInput, ProposalView } from './schema.ts';
import { readProposal } from './view.ts';

interface Place {
  proposalId: string;
  n: number;
}

/**
 * `n`: its place, from 0. The caller enqueues `proposal` for the id. Throws `not_found` also for a place where no
 * source is, or `conflict` for a source that needs no mending and for a proposal whose digest was made.
 */
export async function mendSource(
  db: Database,
  id: string,
  n: number,
  input: MendInput,
): Promise<ProposalView> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) throw new AppError('not_found', 'There is no proposal with this id.');
    if (proposal.digestId !== null) {
      throw new AppError('conflict', 'Its digest was made: add the article there.');
    }
    const place = { proposalId: id, n };
    const source = (await selectSources(tx, id)).find((one) => one.source.n === n)?.source;
    if (!source) throw new AppError('not_found', 'There is no source with this number.');
    if ('again' in input) await tellAgain(tx, place, source);
    else await giveAgain(tx, place, input.source);
  });
  return readProposal(db, id);
}

async function giveAgain(tx: Queryable, place: Place, source: GivenSource): Promise<void> {
  const given = givenSource(source);
  const isOpen = await reopenSource(tx, place, given);
  if (!isOpen) throw new AppError('conflict', 'This source is not one that failed.');
  await holdSource(tx, place, given.url);
}

/**
 * Its section says which digest told it, and takes its points from all of the article. The ledger holds its
 * addresses as used already: nobody else chooses them meanwhile.
 */
async function tellAgain(tx: Queryable, place: Place, source: SourceRow): Promise<void> {
  if (source.state !== 'told' || source.told === null) {
    throw new AppError('conflict', 'The list was not told this source, or it has its section.');
  }
  const told = Told.parse(source.told);
  const value = `${told.day}, ${told.headline}`;
  const again = { ...told, known: [], isAgain: true };
  await retellSource(tx, place, again, [{ code: 'told_before', value }]);
}
