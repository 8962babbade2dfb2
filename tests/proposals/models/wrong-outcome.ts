// What became of a proposal whose model answered wrongly.

interface Outcome {
  /** How often the model was asked. */
  asked: number;
  by: 'embedded' | 'model';
  points: number;
  grounded: number;
  /** The code of the warning beside the source. */
  warning: string | null;
}

export interface WrongOutcome {
  name: string;
  /** It answered so each time. */
  always: Outcome;
  /** It answered so the first time, and right after. */
  once: Outcome;
}
