// A piece of the clock's work that stands on its own.

/** Idempotent, and independent of the steps around it: it may run twice at once, late, or not at all. */
export interface Step {
  /** For the log. */
  name: string;
  run: () => Promise<unknown>;
}
