// The SQL of the search: texts of what stands in the public archive, kept and looked through.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { avoidScans } from '../../db/planner.ts';
import { allRows, run } from '../../db/statement.ts';
import { isMailed, isPublic, standing } from '../mailed-queries.ts';

const UnreadRow = z.strictObject({ id: z.string(), revision: z.number(), content: z.unknown() });

/**
 * Public digests whose kept text is missing, of another revision than the one that stands, or of other
 * rules. One pass over sends and corrections, as for the archive; contents of these rows alone are read.
 */
export async function selectUnread(
  db: Queryable,
  rules: number,
  limit: number,
): Promise<z.infer<typeof UnreadRow>[]> {
  return allRows(db, 'selectUnread', UnreadRow)`
    select p.digest_id as id, p.revision, r.content
    from ${standing(sql`${isPublic} and ${isMailed}`)} p
    join digest_revisions r on r.digest_id = p.digest_id and r.revision = p.revision
    left join digest_texts t on t.digest_id = p.digest_id
    where p.listed and (t.digest_id is null or t.revision <> p.revision or t.rules <> ${rules})
    limit ${limit}`;
}

/** By the primary key; two ticks at once write the same. */
export async function upsertText(
  db: Queryable,
  kept: { id: string; revision: number; rules: number; text: string; pieces: readonly string[] },
): Promise<void> {
  const { id, revision, rules, text, pieces } = kept;
  await run(db, 'upsertText')`
    insert into digest_texts (digest_id, revision, rules, text, pieces)
    values (${id}, ${revision}, ${rules}, ${text}, ${textArray(pieces)}::text[])
    on conflict (digest_id) do update set revision = excluded.revision, rules = excluded.rules,
      text = excluded.text, pieces = excluded.pieces`;
}

const HitRow = z.strictObject({ id: z.string(), revision: z.number() });

/**
 * The newest digests that hold every phrase, by `digest_texts_pieces`; the texts that its pieces let
 * through are looked into. Bounded: a word that stands everywhere reads every text once (3,650 in ten
 * years of one a day), any other only those that it is in.
 */
export async function selectHits(
  db: Database,
  query: { phrases: readonly string[]; pieces: readonly string[] },
  limit: number,
): Promise<z.infer<typeof HitRow>[]> {
  return db.transaction(async (tx) => {
    await avoidScans(tx);
    return findHits(tx, query, limit);
  });
}

async function findHits(
  tx: Queryable,
  query: { phrases: readonly string[]; pieces: readonly string[] },
  limit: number,
): Promise<z.infer<typeof HitRow>[]> {
  return allRows(tx, 'findHits', HitRow)`
    with hits as materialized (
      select t.digest_id as id, t.revision from digest_texts t
      where t.pieces @> ${textArray(query.pieces)}::text[] and not exists (
        select from unnest(${textArray(query.phrases)}::text[]) phrase where strpos(t.text, phrase) = 0))
    select id, revision from hits order by id desc limit ${limit}`;
}
