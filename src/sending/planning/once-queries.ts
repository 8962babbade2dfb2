// A digest reaches a person once: the lock of its sends, and whom a plan of one leaves out.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { holds, type Reach, selectReached } from '../../audience/segments/reached-queries.ts';
import { type CompiledSegment, wholeAudience } from '../../audience/segments/rule-queries.ts';
import type { Queryable } from '../../db/client.ts';
import { avoidNestedLoops } from '../../db/planner.ts';
import { oneRow, run } from '../../db/statement.ts';
import { asEnded, isIdle } from '../send-queries.ts';

/** The send that asks: of which digest, and whether who has it gets it again. */
export interface Asking {
  /** Absent: it is not there yet. */
  id?: string;
  digestId: string;
  again: boolean;
}

/**
 * Holds the digest until the end of the transaction: its sends are planned and retried one after the
 * other. A statement of its own, before the lock of any send: what is read next must be later.
 * Readers, and foreign keys to the digest, do not wait.
 */
export async function lockDigest(tx: Queryable, digestId: string): Promise<void> {
  await run(tx, 'lockDigest')`select id from digests where id = ${digestId} for no key update`;
}

/** The same, but gives up after two seconds with SQLSTATE 55P03: somebody waits for an answer. */
export async function lockDigestSoon(tx: Queryable, digestId: string): Promise<void> {
  await run(tx, 'limitLockWait')`set local lock_timeout = '2s'`;
  await lockDigest(tx, digestId);
  await run(tx, 'endLockLimit')`set local lock_timeout = 0`;
}

const SecondsRow = z.strictObject({ seconds: z.number().nullable() });

/**
 * Ends what is left of the digest's cancelled sends, and waits for claims in flight to do so. Then
 * the seconds until the first lease of those that are still being called ends, or null if none is:
 * nobody knows yet whether their people will have the digest.
 */
export async function closeCancelledSends(tx: Queryable, digestId: string): Promise<number | null> {
  const cancelled = sql`send_id in (
    select id from sends where digest_id = ${digestId} and status = 'cancelled')`;
  await run(tx, 'closeCancelledBatches')`
    update batches set ${asEnded} where ${cancelled} and ${isIdle}`;
  const { seconds } = await oneRow(tx, 'readLastLease', SecondsRow)`
    select extract(epoch from min(lease_until) - now())::float8 as seconds
    from batches where ${cancelled} and state = 'claimed'`;
  return seconds;
}

const ReachedRow = z.strictObject({ reached: z.boolean() });

/** True if anybody has the digest, or is about to: only then a plan must look whom to leave out. */
export async function hasReachedAnybody(tx: Queryable, send: Asking): Promise<boolean> {
  const { reached } = await oneRow(tx, 'hasReachedAnybody', ReachedRow)`
    select exists (select from digest_welcomes where digest_id = ${send.digestId})
      or exists (select from sends o where o.digest_id = ${send.digestId} and o.started_at is not null
        ${send.id === undefined ? sql`` : sql`and o.id <> ${send.id}`}) as reached`;
  return reached;
}

/**
 * The rule that leaves out, given `subscribers s`, who has the digest and who is about to get it,
 * as `underWay` says.
 * A million people with three earlier sends: an anti join of sets, which a plan by nested loops
 * would turn into hours; arrays of ids are hard to estimate, so those are switched off with it.
 */
export async function leaveOutReached(
  tx: Queryable,
  send: Asking,
  underWay: readonly Reach[],
): Promise<CompiledSegment> {
  if (!(await hasReachedAnybody(tx, send))) return wholeAudience;
  await avoidNestedLoops(tx);
  return { joins: sql``, condition: sql`not ${isReached(send, underWay)}` };
}

/** True of each `subscribers s` whom the send must not mail. */
function isReached({ digestId, again, id }: Asking, underWay: readonly Reach[]): SQL {
  const reaches = again ? underWay : [...holds, ...underWay];
  return sql`exists (
    select from (${selectReached(digestId, reaches, id)}) reached where reached.id = s.id)`;
}
