// The addresses of a proposal's sources in the ledger of its list.

import type { Queryable } from '../../db/client.ts';
import { holdAddresses, keysOf } from '../stories/ledger.ts';
import { selectProposal } from './queries.ts';

/** Of a source there may come to be more: its page may name itself otherwise, or it is given again. */
export async function holdSource(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  url: string,
): Promise<void> {
  const proposal = await selectProposal(tx, proposalId);
  if (proposal === null || proposal.listId === null) return;
  await holdAddresses(tx, proposal.listId, proposalId, keysOf([{ n, url }]));
}
