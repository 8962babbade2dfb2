// What the health page asks the database about itself, in SQL.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { oneRow } from '../../db/statement.ts';

const ServerRow = z.strictObject({
  /** Such as 17. */
  major: z.number(),
  version: z.string(),
  offersTls: z.boolean(),
  /** The connection that reaches PostgreSQL itself, through whatever pooler. */
  isEncrypted: z.boolean(),
});

/** Touches no table of ours. One's own row of `pg_stat_ssl` is there for every role. */
export async function readServer(db: Database): Promise<z.infer<typeof ServerRow>> {
  return oneRow(db, 'readServer', ServerRow)`
    select current_setting('server_version_num')::int / 10000 as major,
      current_setting('server_version') as version, current_setting('ssl') = 'on' as "offersTls",
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "isEncrypted"`;
}

const MomentRow = z.strictObject({ at: z.string() });
const OldRow = z.strictObject({ isOld: z.boolean() });

/**
 * True if a SELECT shows what stood there before a write: two of them, each behind a write of its own.
 * Hyperdrive caches whatever SELECT calls no function, for a minute, and no write clears it
 * (developers.cloudflare.com/hyperdrive/concepts/query-caching). A newer moment than was written is
 * somebody else's look at the same time; an older one no look leaves, though it began before and wrote after.
 */
export async function findCache(db: Database): Promise<boolean> {
  for (let look = 0; look < 2; look += 1) {
    const written = await oneRow(db, 'writeLook', MomentRow)`
      insert into heartbeats (name, at) values ('look', now())
      on conflict (name) do update set at = greatest(heartbeats.at, excluded.at) returning at`;
    const seen = await oneRow(db, 'readLook', MomentRow)`
      select at from heartbeats where name = 'look'`;
    // By PostgreSQL: how a moment looks as text is a setting of the session.
    const { isOld } = await oneRow(db, 'compareLooks', OldRow)`
      select ${seen.at}::timestamptz < ${written.at}::timestamptz as "isOld"`;
    if (isOld) return true;
  }
  return false;
}
