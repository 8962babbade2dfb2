// What the health page asks the database about itself, in SQL.

import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { oneRow } from '../../db/rows.ts';

export interface ServerFacts {
  /** Such as 17. */
  major: number;
  version: string;
  /** The connection that reaches PostgreSQL itself, through whatever pooler, is encrypted. */
  isEncrypted: boolean;
}

/** Touches no table of ours. One's own row of `pg_stat_ssl` is there for every role. */
export async function readServer(db: Database): Promise<ServerFacts> {
  const rows = await db.execute(sql`
    select current_setting('server_version_num')::int / 10000 as major,
      current_setting('server_version') as version,
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "isEncrypted"`);
  return oneRow(rows);
}

/**
 * True if a SELECT shows what stood there before a write: two of them, each behind a write of its own.
 * Hyperdrive caches whatever SELECT calls no function, for a minute, and no write clears it
 * (developers.cloudflare.com/hyperdrive/concepts/query-caching). A newer moment than was written is
 * somebody else's look at the same time.
 */
export async function findCache(db: Database): Promise<boolean> {
  for (let look = 0; look < 2; look += 1) {
    const written = momentOf(
      await db.execute(sql`
        insert into heartbeats (name, at) values ('look', now())
        on conflict (name) do update set at = excluded.at returning at`),
    );
    const seen = momentOf(await db.execute(sql`select at from heartbeats where name = 'look'`));
    // By PostgreSQL: how a moment looks as text is a setting of the session.
    const rows = await db.execute(
      sql`select ${seen}::timestamptz < ${written}::timestamptz as "isOld"`,
    );
    if (oneRow<{ isOld: boolean }>(rows).isOld) return true;
  }
  return false;
}

function momentOf(rows: ArrayLike<unknown>): string {
  return oneRow<{ at: string }>(rows).at;
}
