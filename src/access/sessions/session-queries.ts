// The SQL of sessions.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import { Role } from '../caller.ts';

/** A session that nobody uses for so long is over. */
const idleDays = 30;

const SessionRow = z.strictObject({
  sessionId: z.string(),
  id: z.string(),
  name: z.string(),
  address: z.string(),
  role: Role,
  isTouchDue: z.boolean(),
});

export async function insertSession(
  db: Queryable,
  session: { id: string; editorId: string; hash: string; browser: string },
): Promise<void> {
  const { id, editorId, hash, browser } = session;
  await run(db, 'insertSession')`
    with entered as (update editors set signed_in_at = now() where id = ${editorId})
    insert into sessions (id, editor_id, hash, browser)
    values (${id}, ${editorId}, ${hash}, ${browser})`;
}

/** By the unique index on the hash, with its editor as they are now. */
export async function findSessionByHash(db: Queryable, hash: string) {
  return maybeRow(db, 'findSession', SessionRow)`
    select s.id as "sessionId", e.id, e.name, e.address, e.role,
      s.last_used_at < now() - interval '1 minute' as "isTouchDue"
    from sessions s join editors e on e.id = s.editor_id
    where s.hash = ${hash} and s.last_used_at > now() - make_interval(days => ${idleDays})`;
}

export async function touchSession(db: Queryable, id: string): Promise<void> {
  await run(db, 'touchSession')`update sessions set last_used_at = now() where id = ${id}`;
}

export async function deleteSessionByHash(db: Queryable, hash: string): Promise<void> {
  await run(db, 'endSession')`delete from sessions where hash = ${hash}`;
}

/** True if it was there and theirs. */
export async function deleteSession(
  db: Queryable,
  { id, editorId }: { id: string; editorId: string },
): Promise<boolean> {
  const count = await run(db, 'revokeSession')`
    delete from sessions where id = ${id} and editor_id = ${editorId}`;
  return count > 0;
}

/** All of an editor's, but perhaps one. Index `sessions_editor`. */
export async function deleteSessionsOf(
  db: Queryable,
  editorId: string,
  except: string | null = null,
): Promise<number> {
  return run(db, 'endSessions')`
    delete from sessions where editor_id = ${editorId} and id is distinct from ${except}::uuid`;
}

const ListedSession = z.strictObject({
  id: z.string(),
  browser: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
});
export type ListedSession = z.infer<typeof ListedSession>;

/** The last used first; an editor has a handful. */
export async function selectSessionsOf(db: Queryable, editorId: string): Promise<ListedSession[]> {
  return allRows(db, 'listSessions', ListedSession)`
    select id, browser, ${isoTime(sql`created_at`)} as "createdAt",
      ${isoTime(sql`last_used_at`)} as "lastUsedAt"
    from sessions
    where editor_id = ${editorId} and last_used_at > now() - make_interval(days => ${idleDays})
    order by last_used_at desc, id limit 100`;
}

/** Sessions that idleness has ended. Index `sessions_used`. */
export async function deleteIdleSessions(db: Queryable): Promise<void> {
  await run(db, 'deleteIdleSessions')`
    delete from sessions where id in (
      select id from sessions where last_used_at < now() - make_interval(days => ${idleDays})
      order by last_used_at limit 5000)`;
}
