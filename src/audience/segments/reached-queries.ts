// Whom a digest reached, in SQL: for the plan of its next send, for estimates, and for `received`.

import { type SQL, sql } from 'drizzle-orm';
import { resolvedName } from '../../digest/mailed-queries.ts';

/** How a digest stands with a person, given `batches b` and its `sends o`. */
const conditions = {
  /** They have it, or nobody can know that they do not; welcomes that held its link come besides. */
  mailed: sql`b.state in ('accepted', 'unknown')`,
  /** Nobody could know, and an editor said that they are not to be asked again. */
  decided: sql`(b.state = 'rejected' and b.error->>'name' = ${resolvedName})`,
  /** A call is under way. */
  called: sql`(b.state = 'claimed' and o.status <> 'cancelled')`,
  /** A call of a cancelled send is under way: it may still be taken, or never be made. */
  closing: sql`(b.state = 'claimed' and o.status = 'cancelled')`,
  /** It waits for its turn. */
  waiting: sql`(b.state = 'ready' and o.status <> 'cancelled')`,
  /** One of these, or of a send that is being cancelled at this moment. */
  open: sql`b.state in ('ready', 'claimed')`,
} as const;

export type Reach = keyof typeof conditions;

/** Those who have a digest already: only `again` mails them once more. */
export const holds: readonly Reach[] = ['mailed', 'decided'];
/** Those to whom it is on its way. */
export const awaits: readonly Reach[] = ['called', 'waiting'];
/**
 * The same for whoever ended just before what was left of cancelled sends: one that was cancelled since
 * still counts, for a claim that saw it at work may be about to commit.
 */
export const mayReach: readonly Reach[] = ['open'];
/**
 * Those who received it, or perhaps. Not who waits for it and not who was refused: a correction
 * would reach people who got nothing.
 */
export const received: readonly Reach[] = ['mailed', 'called', 'closing'];

/**
 * `(id, send)` of the people with whom sends of a digest stand so; the send is null for a welcome.
 * Ids are today's: a record that was merged counts as the person it went into, and who was erased
 * and joined again is a new one. A person may come up several times. Index `sends_digest`, then the
 * batches by primary key: 10,000 rows for a million people.
 */
export function selectReached(
  digestId: string,
  reaches: readonly Reach[],
  exceptSend?: string,
): SQL {
  const wanted = sql.join(
    reaches.map((reach) => conditions[reach]),
    sql` or `,
  );
  const welcomes = sql`union all
    select subscriber_id, null::uuid from digest_welcomes where digest_id = ${digestId}::uuid`;
  return sql`
    select coalesce(f.subscriber_id, m.id) as id, b.send_id as send
    from sends o join batches b on b.send_id = o.id
    cross join unnest(b.subscriber_ids) m(id)
    left join former_subscribers f on f.id = m.id
    where o.digest_id = ${digestId}::uuid and (${wanted})
      ${exceptSend === undefined ? sql`` : sql`and o.id <> ${exceptSend}::uuid`}
    ${reaches.includes('mailed') ? welcomes : sql``}`;
}
