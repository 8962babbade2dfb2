// The pooler of a bench: Debian's PgBouncer where it is installed, else our own.

import { pgBouncerVersion, startPgBouncer } from '../dev/pooler/pgbouncer.ts';
import { startPooler } from '../dev/pooler/pooler.ts';

export interface BenchPooler {
  name: string;
  /** Of the database, through the pooler. */
  url: string;
  /** What the worker must know of it. */
  variables: Record<string, string>;
  close(): Promise<void>;
}

export async function startBenchPooler(databaseUrl: string): Promise<BenchPooler> {
  const version = pgBouncerVersion();
  const pooler = await (version === null
    ? startPooler({ url: databaseUrl, servers: 10 })
    : startPgBouncer(databaseUrl));
  const url = new URL(databaseUrl);
  url.port = String(pooler.port);
  // Ours knows named statements; PgBouncer has to be told to, and does not before 1.21.
  const variables: Record<string, string> = version === null ? {} : { DATABASE_PREPARE: 'off' };
  const name = version === null ? 'dev/pooler' : `PgBouncer ${version}`;
  return { name, url: url.href, variables, close: () => pooler.close() };
}
