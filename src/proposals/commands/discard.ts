// A proposal that nobody wants: it goes, and what it held is free again.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { deleteProposal, lockProposal } from '../making/queries.ts';

/** Throws `not_found`, or `conflict` if a digest was made of it, which stands on its evidence. */
export async function discardProposal(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) throw new AppError('not_found', 'There is no proposal with this id.');
    if (proposal.digestId !== null) {
      throw new AppError(
        'conflict',
        'A digest was made of this proposal: delete the digest first.',
      );
    }
    await deleteProposal(tx, id);
  });
}
