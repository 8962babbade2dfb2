// What the verbs of this room work with; each picks its part.

import type { Clock } from '../base/clock.ts';
import type { TokenRing } from '../base/token.ts';
import type { Database } from '../db/client.ts';

export interface AudienceDeps {
  db: Database;
  tokens: TokenRing;
  clock: Clock;
  /**
   * Called after the commit with the id of a new transactional email. It never fails what it follows:
   * the sweep finds an email whose message was lost.
   */
  enqueueEmail(emailId: string): Promise<void>;
  /** The most transactional emails that the form may cause in an hour. */
  emailsPerHour: number;
  /**
   * Runs the work once the visitor has the answer: how long it takes must not tell whether the
   * address is known. A worker that dies in between loses the request, and the reader asks again.
   */
  afterAnswer(work: () => Promise<void>): Promise<void> | void;
}

/** For verbs that write a transactional email. */
export type EmailDeps = Pick<AudienceDeps, 'db' | 'tokens' | 'enqueueEmail'>;
