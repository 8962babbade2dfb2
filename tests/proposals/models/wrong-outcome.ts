// What became of a proposal whose model answered wrongly.

interface Outcome {
  /** How often the model was asked. */
  asked: number;
  by: 'embedded' | 'model';
  points: number;
  grounded: number;
  /** Codes of the warnings beside the source. */
  warnings: string[];
}

export interface WrongOutcome {
  name: string;
  /** It answered so each time. */
  always: Outcome;
  /** It answered so the first time, and right after. */
  once: Outcome;
}
