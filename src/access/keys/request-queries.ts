// The SQL of idempotent requests.

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { exactTime } from '../../db/iso-times.ts';
import { idempotentRequests } from '../../db/schema/access.ts';
import { run } from '../../db/statement.ts';

export interface RequestId {
  keyId: string;
  operation: string;
  key: string;
}

const isThis = ({ keyId, operation, key }: RequestId) =>
  and(
    eq(idempotentRequests.keyId, keyId),
    eq(idempotentRequests.operation, operation),
    eq(idempotentRequests.key, key),
  );

/** Still the claim that took this fence: a stale one may have been taken over meanwhile. */
const isClaim = (id: RequestId, fence: string) =>
  and(
    isThis(id),
    isNull(idempotentRequests.status),
    sql`${idempotentRequests.createdAt} = ${fence}::timestamptz`,
  );

/**
 * Inserts the claim, or takes over one that is a day old or was left unfinished; null if neither
 * is allowed. One statement, so two racing requests cannot both win. While the request runs,
 * `response` holds the id that is reserved for what it creates; taking over keeps that id unless
 * the old request was finished.
 */
export async function claimRequest(
  db: Queryable,
  { keyId, operation, key }: RequestId,
  freshId: string,
  staleAfterSeconds: number,
): Promise<{ fence: string; reservedId: string } | null> {
  const taken = idempotentRequests;
  const [row] = await db
    .insert(idempotentRequests)
    .values({ keyId, operation, key, bodyHash: '', response: freshId })
    .onConflictDoUpdate({
      target: [taken.keyId, taken.operation, taken.key],
      set: {
        status: null,
        headers: null,
        bodyHash: '',
        response: sql`case when ${taken.status} is null then ${taken.response} else excluded.response end`,
        createdAt: sql`excluded.created_at`,
      },
      setWhere: sql`${taken.createdAt} < now() - interval '24 hours'
        or (${taken.status} is null and ${taken.createdAt} < now() - ${staleAfterSeconds} * interval '1 second')`,
    })
    .returning({ fence: exactTime(taken.createdAt), reservedId: taken.response });
  return row === undefined ? null : { fence: row.fence, reservedId: row.reservedId ?? freshId };
}

export async function findRequest(db: Queryable, id: RequestId) {
  const [row] = await db.select().from(idempotentRequests).where(isThis(id));
  return row ?? null;
}

export async function settleRequest(
  db: Queryable,
  id: RequestId,
  fence: string,
  answer: { status: number; body: string; headers: Record<string, string>; bodyHash: string },
): Promise<void> {
  const { status, body, headers, bodyHash } = answer;
  await db
    .update(idempotentRequests)
    .set({ status, response: body, headers, bodyHash })
    .where(isClaim(id, fence));
}

/** Lets the next request take the claim over, and its reserved id with it: as old as the dead. */
export async function abandonRequest(db: Queryable, id: RequestId, fence: string): Promise<void> {
  const createdAt = sql`${idempotentRequests.createdAt} - interval '12 hours'`;
  await db.update(idempotentRequests).set({ createdAt }).where(isClaim(id, fence));
}

export async function deleteRequest(db: Queryable, id: RequestId, fence: string): Promise<void> {
  await db.delete(idempotentRequests).where(isClaim(id, fence));
}

/** Answers under an Idempotency-Key are kept for a day. Index `idempotent_requests_created`. */
export async function dropOldRequests(db: Queryable, limit: number): Promise<number> {
  return run(db, 'dropOldRequests')`
    delete from idempotent_requests
    where created_at < now() - interval '24 hours' and (key_id, operation, key) in (
      select key_id, operation, key from idempotent_requests
      where created_at < now() - interval '24 hours' order by created_at limit ${limit})`;
}
