// A claim as steps, in the order of src/sending/delivery/batch-queries.ts and src/sending/delivery/warm-up-claim.ts.

import type { Claimed } from './claims.ts';
import type { SendDatabase } from './database.ts';
import type { Engine } from './protocol.ts';
import { part, type Work } from './steps.ts';

/**
 * One statement of the engine; between what it sees and its commit a send may be cancelled. While
 * the domain warms up, a transaction with the domain's lock before it.
 */
export function* claimNext(
  { sends, safeguards }: Engine,
  db: SendDatabase,
  after: number,
  lane: string,
): Work<Claimed | null> {
  const transaction = {};
  const { domain } = sends;
  try {
    if (domain.caps !== null && safeguards.dayLock) {
      yield* part(
        () => domain.lock(transaction),
        () => domain.isLocked,
      );
    }
    yield* part(() => db.beginClaim(transaction, after));
    return yield* part(() => {
      const claimed = db.claimNext(transaction, lane);
      if (!claimed && after < 0) domain.spread(db);
      // Its commit.
      sends.end(transaction);
      return claimed;
    });
  } finally {
    sends.end(transaction);
  }
}
