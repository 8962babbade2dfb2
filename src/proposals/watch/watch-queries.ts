// The SQL of the watch over the sources of the last digests.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, oneRow, run } from '../../db/statement.ts';
import { type Known, lookStates, type Seen } from './look.ts';

const aDay = sql`interval '1 day'`;
const aWeek = sql`interval '7 days'`;

/**
 * Digests that wait for their moment, or were sent in so many days. What was checked an hour ago, or sent
 * today, is left alone.
 */
const watched = (days: number) => sql`(
  select s.id, s.digest_id, s.revision, s.status = 'scheduled' as is_ahead from sends s
  where s.status = 'scheduled' and s.created_at < now() - interval '1 hour'
    or s.started_at between now() - make_interval(days => ${days}::int) and now() - interval '1 day')`;

const openAtOnce = 100;

/** Those of them that may have a source that is due: some of them, those to come first. The others stay closed. */
const open = (days: number) => sql`(
  select s.* from ${watched(days)} s left join watched_sends w on w.send_id = s.id
  where w.due_at is null or w.due_at <= now() or w.revision <> s.revision
  order by not s.is_ahead, w.due_at nulls first, s.id limit ${openAtOnce})`;

/** The sources of these sends, each with its digest. */
const citedBy = (sends: SQL) => sql`(
  select s.id, s.digest_id, s.revision, s.is_ahead, r.content ->> 'headline' as headline, x.url
  from ${sends} s
  join digest_revisions r on r.digest_id = s.digest_id and r.revision = s.revision
  left join lateral (select y #>> '{source,url}' as url
    from jsonb_array_elements(r.content -> 'sections') y) x on x.url is not null)`;

/** The look at each source `c`, one by one by the primary key: an array's length is guessed as a hundred. */
const itsLook = sql`left join lateral (
  select * from source_looks k where k.id = md5(c.url) offset 0) l on true`;

/** When a source is due again: in a week, in a day where it is still to be sent or gave no answer. */
const nextLook = sql`l.looked_at + case when l.failures > 0 or c.is_ahead then ${aDay} else ${aWeek} end`;

/** Those whose time has come, and that nobody is at. */
const due = (days: number) => sql`(
  select c.url, min(l.looked_at) as looked_at from ${citedBy(open(days))} c ${itsLook}
  where c.url is not null and (l.looked_at is null or ${nextLook} < now())
    and (l.claimed_at is null or l.claimed_at < now() - interval '10 minutes')
  group by c.url)`;

const DueRow = z.strictObject({ isDue: z.boolean() });

/** Reads the sends alone: to open the digests of 3,000 in ninety days took 12,291 pages a minute. */
export async function hasOpenSends(db: Queryable, days: number): Promise<boolean> {
  const row = await oneRow(db, 'hasOpenSends', DueRow)`
    select exists (select from ${open(days)} s) as "isDue"`;
  return row.isDue;
}

/**
 * Once nothing of what is open is due: from when on each of those sends may have something again. True if there
 * may be others.
 */
export async function noteWatched(db: Queryable, days: number): Promise<boolean> {
  const noted = await run(db, 'noteWatched')`
    insert into watched_sends as w (send_id, revision, due_at)
    select c.id, c.revision, coalesce(
      min(case when l.looked_at is null then now() else ${nextLook} end) filter (where c.url is not null),
      now() + make_interval(days => ${days}::int))
    from ${citedBy(open(days))} c ${itsLook}
    group by c.id, c.revision order by c.id
    on conflict (send_id) do update set revision = excluded.revision, due_at = excluded.due_at`;
  return noted === openAtOnce;
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

/** Sources that no digest of the last year cites, and sends that nobody has watched for as long. */
export async function deleteOldLooks(db: Queryable): Promise<void> {
  await run(db, 'deleteOldWatched')`
    delete from watched_sends where send_id in (
      select send_id from watched_sends where due_at < now() - interval '1 year' limit 500)`;
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
    from source_looks l join ${citedBy(watched(90))} c on md5(c.url) = l.id
    where l.state <> 'fine' and l.changed_at > now() - make_interval(days => ${days}::int)
    group by c.digest_id order by max(l.changed_at) desc, c.digest_id limit ${limit}`;
}
