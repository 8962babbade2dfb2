// Which digests stand on the web, and as which revision: derived from what their sends handed over.

import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { run } from '../db/statement.ts';

/** The name under which an editor's decision about an unknown batch stands in `batches.error`. */
export const resolvedName = 'resolved_by_editor';

/**
 * Given `sends s`: somebody has its mail, or may have it: an acceptance, a webhook, or an outcome that
 * nobody knows (and what an editor made of it). The sweep's mark spares old sends the look into their
 * batches; of the others it ends at the first such batch of the primary key, as a rule the first.
 */
export const isMailed = hasBatch(sql`'accepted', 'unknown'`);

/** Given `sends s`: perhaps it is being handed over at this moment, and may lie in an inbox the next. */
export const isCalled = hasBatch(sql`'accepted', 'unknown', 'claimed'`);

function hasBatch(states: SQL): SQL {
  return sql`(s.mailed_at is not null or (s.started_at is not null and (
    exists (
      select from batches b where b.send_id = s.id and (b.state in (${states})
        or b.error->>'name' = ${resolvedName}) and b.subscriber_ids <> '{}')
    or exists (select from deliveries e where e.send_id = s.id))))`;
}

/** Given `sends s` and `digests d`: it went to a public list, as the plan saw its lists. */
export const isPublic = sql`coalesce(s.listed, d.listed)`;

/** Given `sends s`: its mail's links hold no key, so the page opens without one. */
export const isUnlocked = sql`s.listed is not false`;

/**
 * One row per digest that stands on the web, of `digests d` for which `digest` holds, by its sends for
 * which `isOut` holds: `digest_id`, the newest `revision` that one of them mailed or that an editor
 * put there, `sent_at` (when the first of them was planned), `updated_at` (when the page last changed),
 * `listed`. One pass over sends and corrections, both of them few.
 */
export function standing(isOut: SQL, digest: SQL = sql`true`): SQL {
  return sql`(
    select e.digest_id, max(e.revision) as revision, min(e.at) filter (where e.is_mail) as sent_at,
      greatest((array_agg(e.at order by e.revision desc, e.at))[1],
        max(e.at) filter (where not e.is_mail)) as updated_at,
      bool_or(e.listed) as listed
    from (
      select s.digest_id, s.revision, s.started_at as at, true as is_mail,
        ${isPublic} and ${isMailed} as listed
      from sends s join digests d on d.id = s.digest_id where ${digest} and ${isOut}
      union all
      select c.digest_id, c.revision, c.created_at, false, false
      from corrections c join digests d on d.id = c.digest_id where ${digest}
    ) e group by e.digest_id having bool_or(e.is_mail))`;
}

/** What was corrected in the digest of this id, newest first, as JSON; `at` in milliseconds. */
export const correctionNotes = (digestId: SQL) => sql`(
  select coalesce(json_agg(json_build_object('revision', c.revision, 'note', c.note,
    'at', extract(epoch from c.created_at)::float8 * 1000) order by c.created_at desc), '[]')
  from corrections c where c.digest_id = ${digestId} and c.note is not null)`;

/**
 * Tells the digests which of their sends are marked as mailed, for a version before this one; not of
 * sends from before there were keys: what it says of those stays as it is.
 */
export async function markMailedDigests(db: Queryable): Promise<void> {
  await run(db, 'markMailedDigests')`
    update digests d set first_sent_at = coalesce(d.first_sent_at, m.at), listed = d.listed or m.listed
    from (
      select s.digest_id, min(s.started_at) as at, bool_or(s.listed) and bool_and(s.listed is not null) as listed
      from sends s where s.mailed_at is not null group by s.digest_id
    ) m
    where d.id = m.digest_id and (d.first_sent_at is null or (m.listed and not d.listed))`;
}
