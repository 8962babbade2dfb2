// How long a statement may take, and what happens to its caller when it takes longer.

/** How long each wait of the database may last, in seconds. */
export interface Deadlines {
  /** To reach the server and sign in. */
  dialSeconds: number;
  /** One statement, from the moment it asks for a connection; the dialling is not counted. */
  statementSeconds: number;
}

export const usualDeadlines: Deadlines = { dialSeconds: 10, statementSeconds: 15 };

/**
 * Work whose statements may take longer than others: so many times `statementSeconds`. A plan writes
 * a million batched ids in one statement, a sweep clears away what a day left, an import's locks wait
 * for another import's chunk.
 */
export const patience = { usual: 1, report: 4, sweep: 4, import: 4, export: 4, plan: 8 } as const;
export type Patience = keyof typeof patience;

/**
 * The database gave no answer in time. Whether it did what it was asked nobody can know: the
 * statement, and the transaction it stood in, may yet commit.
 */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  /** In the form of the client's own codes for connections that failed. */
  readonly code = 'CONNECTION_DEADLINE';

  constructor(what: 'dial' | 'gate' | 'statement', seconds: number) {
    super(`${waits[what]} in ${seconds} s`);
  }
}

const waits = {
  dial: 'The database could not be reached',
  gate: 'No connection to the database came free',
  statement: 'The database gave no answer',
};
