// Work that an answer does not wait for, and by whose time nobody learns anything.

import { describe, log } from '../../log.ts';
import type { AppContext } from '../context.ts';

/** Starts in a later turn: by then the answer is on its way. A failure is logged as `lost`. */
export function afterAnswer(c: AppContext, lost: string, work: () => Promise<void>): void {
  c.var.hold(answerFirst(lost, work));
}

async function answerFirst(lost: string, work: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  try {
    await work();
  } catch (error) {
    log(lost, { error: describe(error) });
  }
}
