// The SQL of the list of digests: each with its state, its newest words and its last send.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { digests } from '../../db/schema/digests.ts';
import { sendStates } from '../../db/schema/states.ts';
import { allRows } from '../../db/statement.ts';
import { digestStatus } from '../../digest/queries.ts';
import { listNames } from './pieces-queries.ts';

export const digestStates = ['draft', 'scheduled', 'sending', 'sent'] as const;

const DigestLine = z.strictObject({
  id: z.string(),
  /** As it was typed last; empty while it has none. */
  headline: z.string(),
  language: z.string(),
  /** Null: it is no digest yet, only a working copy. */
  revision: z.number().nullable(),
  /** The working copy says something that no revision says. */
  isChanged: z.boolean(),
  updatedAt: z.string(),
  status: z.enum(digestStates),
  /** Its newest send. */
  sendId: z.string().nullable(),
  sendStatus: z.enum(sendStates).nullable(),
  recipients: z.number().nullable(),
  /** When that began, or is to begin. */
  at: z.string().nullable(),
  /** Of the first of its lists, whose clock the moment is told by. */
  zone: z.string().nullable(),
  lists: z.array(z.string()),
});
export type DigestLine = z.infer<typeof DigestLine>;

interface LinesWanted {
  state: (typeof digestStates)[number] | null;
  before: string | null;
  limit: number;
}

/**
 * Ids are UUIDv7: both parts are read backwards by their primary keys, as many rows as a page has. A
 * state that few digests have is looked for among all of them, by `sends_digest`.
 */
export function selectDigestLines(
  db: Queryable,
  { state, before, limit }: LinesWanted,
): Promise<DigestLine[]> {
  const earlier = (id: ReturnType<typeof sql>) =>
    before === null ? sql`true` : sql`${id} < ${before}`;
  const ofState = state === null ? sql`true` : sql`status = ${state}`;
  const hasDrafts = state === null || state === 'draft' ? sql`true` : sql`false`;
  return allRows(db, 'selectDigestLines', DigestLine)`
    select line.id, coalesce(line.headline, '') as headline, line.language, line.revision,
      line.changed as "isChanged", ${isoTime(sql`line.updated_at`)} as "updatedAt", line.status,
      s.id as "sendId", s.status as "sendStatus", s.recipients,
      ${isoTime(sql`coalesce(s.started_at, s.scheduled_at)`)} as at,
      (select l.timezone from lists l where l.id = s.list_ids[1]) as zone,
      coalesce(${listNames}, '[]') as lists
    from (
      (select * from (
        select digests.id, coalesce(nullif(w.fields->>'headline', ''), digests.content->>'headline') as headline,
          digests.content->>'language' as language, digests.revision,
          w.changed_at is not null as changed,
          greatest(digests.updated_at, w.updated_at) as updated_at, ${digestStatus} as status
        from ${digests} left join working_copies w on w.id = digests.id
        where ${earlier(sql`digests.id`)} order by digests.id desc) known
      where ${ofState} order by id desc limit ${limit})
      union all
      (select id, fields->>'headline', fields->>'language', null, true, updated_at, 'draft'
      from working_copies where digest_id is null and ${hasDrafts} and ${earlier(sql`id`)}
      order by id desc limit ${limit})
    ) line
    left join lateral (
      select * from sends where digest_id = line.id order by created_at desc limit 1) s on true
    order by line.id desc limit ${limit}`;
}
