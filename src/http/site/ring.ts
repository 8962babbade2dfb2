// Tells the letter queue that there is a letter.

import type { Deps } from '../../wiring.ts';

/** A doorbell only: the letter is in the database, and the sweep finds one whose ring was lost. */
export function ringFor(deps: Deps): (letterId: string) => Promise<void> {
  return async (letterId) => {
    try {
      await deps.queues.letters.send({ kind: 'letter', letterId });
    } catch (error) {
      console.error('the letter queue could not be rung', error);
    }
  };
}
