// The beginning of a proposal: what it is to be made from, kept until somebody works on it.

import type { Database } from '../../db/client.ts';
import { insertProposal } from '../making/queries.ts';
import { holdAddresses, keysOf } from '../stories/ledger.ts';
import { givenSource } from './given-source.ts';
import type { ProposalInput, ProposalView } from './schema.ts';
import { readProposal } from './view.ts';

/**
 * The caller enqueues `proposal` for its id. Repeating it with the same id gives the one that is kept. One for
 * a list holds its addresses in the ledger of that list.
 */
export async function startProposal(
  db: Database,
  id: string,
  { language, sources, writer }: ProposalInput,
  { listId, createdBy }: { listId: number | null; createdBy: string },
): Promise<ProposalView> {
  const rows = sources.map(givenSource);
  const proposal = { id, language, listId, createdBy, mayAskModels: writer !== 'embedded' };
  await db.transaction(async (tx) => {
    const isNew = await insertProposal(tx, proposal, rows);
    if (!isNew || listId === null) return;
    const held = rows.map(({ url }, n) => ({ n, url }));
    await holdAddresses(tx, listId, id, keysOf(held));
  });
  return readProposal(db, id);
}
