// The SQL of the watch over the sources of the last digests.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, oneRow, run } from '../../db/statement.ts';
import { type Known, lookStates, type Seen } from './look.ts';

/**
 * Sources of digests that wait for their moment, or were sent in so many days: each with its digest. What was
 * checked an hour ago, or sent today, is left alone.
 */
const cited = (days: number) => sql`(
  select r.digest_id, r.content ->> 'headline' as headline, x #>> '{source,url}' as url,
    s.status = 'scheduled' as is_ahead
  from sends s
  join digest_revisions r on r.digest_id = s.digest_id and r.revision = s.revision
  cross join lateral jsonb_array_elements(r.content -> 'sections') x
  where (s.status = 'scheduled' and s.created_at < now() - interval '1 hour'
      or s.started_at between now() - make_interval(days => ${days}::int) and now() - interval '1 day')
    and x #>> '{source,url}' is not null)`;

/**
 * Those nobody has looked at for a week, or for a day where they are still to be sent or gave no answer, and
 * nobody is at.
 */
const due = (days: number) => sql`(
  select w.url, l.looked_at from (
    select c.url, min(case when c.is_ahead then 1 else 7 end) as days from ${cited(days)} c group by c.url) w
  left join source_looks l on l.id = md5(w.url)
  where (l.looked_at is null or l.looked_at < now() - make_interval(days => case when l.failures > 0 then 1 else w.days end))
    and (l.claimed_at is null or l.claimed_at < now() - interval '10 minutes'))`;

const DueRow = z.strictObject({ isDue: z.boolean() });

/** Opens the digests of three months, some hundred. */
export async function hasDueLooks(db: Queryable, days: number): Promise<boolean> {
  const row = await oneRow(db, 'hasDueLooks', DueRow)`
    select exists (select from ${due(days)} d) as "isDue"`;
  return row.isDue;
}

const KnownRow = z.strictObject({
  url: z.string(),
  state: z.enum(lookStates),
  sketch: z.array(z.string()).nullable(),
  failures: z.int(),
  /** As a proposal read it. */
  text: z.string().nullable(),
});

/**
 * Takes a few that are due. Each look counts as failed before it begins, and the next is due by that: a page
 * that ends whoever reads it keeps nobody from the others.
 */
export async function claimLooks(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<(Known & { text: string | null })[]> {
  return allRows(db, 'claimLooks', KnownRow)`
    with due as (
      select d.url from ${due(days)} d order by d.looked_at nulls first, d.url limit ${limit}),
    claimed as (
      insert into source_looks (id, url, claimed_at, looked_at, failures)
      select md5(url), url, now(), now(), 1 from due order by 1
      on conflict (id) do update
        set claimed_at = now(), looked_at = now(), failures = source_looks.failures + 1
        where source_looks.claimed_at is null or source_looks.claimed_at < now() - interval '10 minutes'
      returning url, state, sketch, failures - 1 as failures)
    select c.url, c.state, to_json(c.sketch) as sketch, c.failures, (
      select a.text from articles a where a.url = c.url and c.sketch is null
      order by a.read_at desc limit 1) as text
    from claimed c`;
}

export async function keepLook(db: Queryable, url: string, seen: Seen): Promise<void> {
  await run(db, 'keepLook')`
    update source_looks set claimed_at = null, failures = ${seen.failures},
      looked_at = now(),
      sketch = ${seen.sketch === null ? null : textArray(seen.sketch)}::text[],
      changed_at = case when state = ${seen.state} then changed_at else now() end,
      state = ${seen.state}
    where id = md5(${url})`;
}

/** Sources that no digest of the last year cites. */
export async function deleteOldLooks(db: Queryable): Promise<void> {
  await run(db, 'deleteOldLooks')`
    delete from source_looks where id in (
      select id from source_looks where looked_at < now() - interval '1 year' limit 500)`;
}

const StateRow = z.strictObject({
  url: z.string(),
  state: z.enum(lookStates),
  changedAt: z.string().transform((text) => new Date(text)),
});

/** Those of these addresses that are not as they were cited, and since when. By the primary key. */
export async function selectAiling(db: Queryable, urls: readonly string[]) {
  return allRows(db, 'selectAiling', StateRow)`
    select l.url, l.state, ${isoTime(sql`l.changed_at`)} as "changedAt"
    from source_looks l join (select distinct unnest(${textArray(urls)}::text[])) w(url)
      on l.id = md5(w.url)
    where l.state <> 'fine' and l.changed_at is not null`;
}

const DigestRow = z.strictObject({
  digestId: z.string(),
  headline: z.string(),
  count: z.int(),
  changedAt: z.string().transform((text) => new Date(text)),
});
export type AilingDigest = z.infer<typeof DigestRow>;

/** Digests with sources that were found gone, closed or changed in the last days, the latest first. */
export async function selectAilingDigests(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<AilingDigest[]> {
  return allRows(db, 'selectAilingDigests', DigestRow)`
    select c.digest_id as "digestId", max(c.headline) as headline,
      count(distinct l.id)::int as count, ${isoTime(sql`max(l.changed_at)`)} as "changedAt"
    from source_looks l join ${cited(90)} c on md5(c.url) = l.id
    where l.state <> 'fine' and l.changed_at > now() - make_interval(days => ${days}::int)
    group by c.digest_id order by max(l.changed_at) desc, c.digest_id limit ${limit}`;
}
