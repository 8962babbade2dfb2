// What must hold after days of a rhythm: no article twice, none lost, no empty mail, one line for each moment.

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { readDigest } from '../../../src/digest/store.ts';
import { selectCandidates } from '../../../src/proposals/rhythms/candidate-queries.ts';
import { nextMoments } from '../../../src/proposals/rhythms/moments.ts';
import { backlog, type House } from './days-house.ts';

/** Digests that went out, each with what it cites. */
export async function digestIdsOf(db: Database) {
  const rows = await db.execute<{ digestId: string; revision: number; accepted: number }>(sql`
    select digest_id as "digestId", revision, cardinality(provider_ids) as accepted
    from sends s join batches b on b.send_id = s.id where s.status = 'sent' order by s.id`);
  return Array.from(rows);
}

/** What is asked of a house when its days are over. */
interface Past {
  db: Database;
  rhythmId: string;
  /** Articles, and the keys of each: an article may have moved. */
  published: number;
  addressesOf(n: number): string[];
}

/** No article went out twice, none is lost, no mail was empty; how many went out. */
export async function judgeArticles({ db, rhythmId, published, addressesOf }: Past) {
  const sent = await digestIdsOf(db);
  const cited: string[] = [];
  for (const { digestId, revision, accepted } of sent) {
    expect(accepted).toBe(2);
    const { content } = await readDigest(db, digestId, revision);
    expect(content.sections.length).toBeGreaterThan(0);
    cited.push(...content.sections.map((one) => one.source?.url ?? ''));
  }
  expect(new Set(cited).size, 'no article was sent twice').toBe(cited.length);
  const from = { id: rhythmId, listId: 1, inbox: true };
  const left = await selectCandidates(db, from, null, 1000);
  const known = await db.execute<{ address: string }>(sql`
    select address from used_addresses
    union all select address from held_addresses where is_held
    union all select h.address from held_addresses h
      join rhythm_runs r on r.proposal_id = h.proposal_id where r.state = 'sent'`);
  const found = new Set([...left, ...known].map(({ address }) => address));
  const all = Array.from({ length: published }, (_, n) => n);
  expect(
    all.filter((n) => !addressesOf(n).some((address) => found.has(address))),
    'no article is lost',
  ).toEqual([]);
  return { sends: sent.length, cited: cited.length };
}

/** All that must hold, and what happened. */
export async function judge(house: House, start: Date, end: Date) {
  const { db, rhythmId, zone, when } = house;
  const told = await judgeArticles(house);
  const [old] = house.addressesOf(backlog);
  const chosen = await db.execute(sql`select from held_addresses where address = ${old}`);
  expect(chosen, 'what stood there before is no news').toHaveLength(0);
  const lines = await db.execute<{ at: string }>(sql`
    select to_json(due_at) #>> '{}' as at from rhythm_runs
    where rhythm_id = ${rhythmId} and not by_hand order by due_at`);
  const due = nextMoments(when, zone, start, 100).filter((moment) => moment <= end);
  const seen = Array.from(lines, ({ at }) => Date.parse(at)).filter((at) => at <= end.getTime());
  expect(seen, 'one line for each moment').toEqual(due.map(Number));
  expect((await house.engine.stats()).duplicates).toBe(0);
  return { ...told, crashes: house.crashes, feed: house.feeds.news.seen };
}
