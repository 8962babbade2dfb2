// A send may only be called sent when the accounting equation holds with nothing pending.

import type { Database } from '../db/client.ts';
import { readCounts, type SendCounts } from './counts-queries.ts';
import { changeStatus, lockSend } from './send-queries.ts';

/** The difference between the audience and the sum of outcomes; 0 at every quiet moment. */
export function unaccounted(counts: SendCounts): number {
  const { accepted, rejected, skipped, unknown, cancelled, pending } = counts;
  return counts.recipients - (accepted + rejected + skipped + unknown + cancelled + pending);
}

/**
 * Moves a send with no open batch to `sent`. True if it is now. Counts under the send's lock: a
 * retry that reopens a batch waits until this is over, or is seen.
 */
export function finishSend(db: Database, sendId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await lockSend(tx, sendId)) !== 'sending') return false;
    const counts = await readCounts(tx, sendId);
    if (!counts || counts.pending > 0) return false;
    const missing = unaccounted(counts);
    if (missing !== 0) {
      await changeStatus(tx, sendId, ['sending'], {
        to: 'paused',
        why: `the accounting equation is off by ${missing}`,
        pauseReason: `Our books are off by ${missing} recipients. Nothing more is sent; please report this.`,
      });
      return false;
    }
    return changeStatus(tx, sendId, ['sending'], {
      to: 'sent',
      why: 'every recipient is accounted for',
    });
  });
}
