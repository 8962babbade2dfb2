import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { foldQuery } from '../../../src/digest/archive/fold.ts';
import { selectHits } from '../../../src/digest/archive/search-queries.ts';
import { freshDatabase } from '../../support/database.ts';

const digests = 2_000;
/** Of 8 KB, for an index, the texts that hold the words, and what planning reads. */
const mostBlocks = 200;

test(`a search for words of few reads a few hundred blocks of ${digests} digests`, async () => {
  const { db } = await freshDatabase();
  await fill(db);
  const blocks: Record<string, number> = {};
  for (const text of ['稀な単語', 'rarities', '稀な 無', 'rarit 共通', '無']) {
    const query = foldQuery(text) ?? { phrases: [], pieces: [] };
    for (let time = 0; time < 6; time++) await selectHits(db, query, 1000);
    const before = await blocksRead(db);
    const hits = await selectHits(db, query, 1000);
    blocks[text] = (await blocksRead(db)) - before;
    expect([text, hits.length]).toEqual([text, text.includes('無') ? 0 : 2]);
  }
  expect(Object.entries(blocks).filter(([, count]) => count > mostBlocks)).toEqual([]);
  // A word that stands everywhere is cut to the newest.
  expect(await selectHits(db, foldQuery('共通') ?? { phrases: [], pieces: [] }, 1000)).toHaveLength(
    1000,
  );
}, 120_000);

/** Every text has words of its own and one in common; four have another one. */
async function fill(db: Database): Promise<void> {
  await db.execute(sql`
    insert into digests (id, slug, content)
    select gen_random_uuid(), 'd' || n, '{}' from generate_series(1, ${digests}) n`);
  for (let from = 0; from < digests; from += 250) {
    await db.execute(sql`
      insert into digest_texts (digest_id, revision, rules, text, pieces)
      select id, 1, 1,
        ' 共通' || (select string_agg(' ' || md5(slug || n), '') from generate_series(1, 120) n) || case when slug like 'd%777' then ' 稀な単語 rarities' else '' end,
        array['共', '通', '共通', 'w', 'wo', 'wor', 'word'] || (
          select array_agg(slug || n) from generate_series(1, 60) n)
          || case when slug like 'd%777' then array['稀', 'な', '単', '語', '稀な', 'な単', '単語', 'r', 'ra',
            'rar', 'rari', 'rarit', 'rariti', 'raritie', 'rarities'] else '{}' end
      from digests order by id limit 250 offset ${from}`);
  }
  await db.execute(sql`vacuum analyze digest_texts`);
}

async function blocksRead(db: Database): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute<{ blocks: string }>(sql`
    select coalesce(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0)
      + coalesce(toast_blks_read + toast_blks_hit, 0) + coalesce(tidx_blks_read + tidx_blks_hit, 0)), 0)
      as blocks
    from pg_statio_user_tables where relname = 'digest_texts'`);
  return Number(row?.blocks);
}
