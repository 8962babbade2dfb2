// Pieces of the clock's work that stand on their own, and how much of one a tick takes.

/** Idempotent, and independent of the steps around it: it may run twice at once, late, or not at all. */
export interface Step {
  /** For the log. */
  name: string;
  run: () => Promise<unknown>;
}

const biteRows = 5000;
/** Of one tick: 72 million events a day, which is more than Resend's five calls a second bring. */
const bites = 10;

/** What is old goes bite after bite until one is not full; the next tick takes what is left. */
export async function inBites(drop: (limit: number) => Promise<number>): Promise<void> {
  for (let n = 0; n < bites; n++) {
    if ((await drop(biteRows)) < biteRows) return;
  }
}
