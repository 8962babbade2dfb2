// What a check of the doctor is, and what it says.

import type { Database } from '../../src/db/client.ts';
import type { WorkerConfig } from './worker-config.ts';

/** One line of `npm run doctor`. */
export interface Finding {
  name: string;
  /** `fail` makes the command fail; `warn` wants a look; `look`: it cannot be tried from here. */
  state: 'ok' | 'warn' | 'fail' | 'look';
  /** What is so, and what to do where it is not well. */
  message: string;
}

export type Verdict = Omit<Finding, 'name'>;

/** What there is to look at. */
export interface Examined {
  /** DATABASE_URL, completed. */
  databaseUrl: string;
  db: Database;
  environment: Record<string, string | undefined>;
  config: WorkerConfig;
  /** Runs wrangler with these arguments; what it printed, or throws. */
  wrangler(...args: string[]): Promise<string>;
}

/** Looks and changes nothing. One that throws is a `fail` with the error's words. */
export interface Check {
  name: string;
  /** Where the lines belong: `--accounts` asks for those of the books alone. */
  part: 'accounts' | 'setup';
  /** One verdict, or lines of their own names. */
  look(examined: Examined): Promise<Verdict | Finding[]>;
}

/** `text` for `count` of something: `1 send`, `2 sends`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
