// What must hold after days of a rhythm: no article twice, none lost, no empty mail, one line for each moment.

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { readDigest } from '../../../src/digest/store.ts';
import { selectCandidates } from '../../../src/proposals/rhythms/candidate-queries.ts';
import { nextMoments } from '../../../src/proposals/rhythms/moments.ts';
import type { House } from './days-house.ts';

/** Digests that went out, each with what it cites. */
export async function digestIdsOf(db: Database) {
  const rows = await db.execute<{ digestId: string; revision: number; accepted: number }>(sql`
    select digest_id as "digestId", revision, cardinality(provider_ids) as accepted
    from sends s join batches b on b.send_id = s.id where s.status = 'sent' order by s.id`);
  return Array.from(rows);
}

/** Holds what happened against what must hold. */
export async function judge(house: House, start: Date, end: Date) {
  const { db, rhythmId, zone, when } = house;
  const sent = await digestIdsOf(db);
  const cited: string[] = [];
  for (const { digestId, revision, accepted } of sent) {
    expect(accepted).toBe(2);
    const { content } = await readDigest(db, digestId, revision);
    expect(content.sections.length).toBeGreaterThan(0);
    cited.push(...content.sections.map((one) => one.source?.url ?? ''));
  }
  expect(new Set(cited).size, 'no article was sent twice').toBe(cited.length);

  const lines = await db.execute<{ at: string }>(sql`
    select to_json(due_at) #>> '{}' as at from rhythm_runs
    where rhythm_id = ${rhythmId} and not by_hand order by due_at`);
  const due = nextMoments(when, zone, start, 100).filter((moment) => moment <= end);
  const told = Array.from(lines, ({ at }) => Date.parse(at)).filter((at) => at <= end.getTime());
  expect(told, 'one line for each moment').toEqual(due.map(Number));

  const left = new Set(
    (await selectCandidates(db, { id: rhythmId, listId: 1, inbox: true }, null, 1000)).map(
      ({ address }) => address,
    ),
  );
  const known = await db.execute<{ address: string; why: string }>(sql`
    select address, 'sent' as why from used_addresses
    union all select address, 'waiting' from held_addresses where is_held
    union all select h.address, 'taken out' from held_addresses h
      join rhythm_runs r on r.proposal_id = h.proposal_id where r.state = 'sent'`);
  const found = new Set(Array.from(known, ({ address }) => address));
  const lost = Array.from({ length: house.published }, (_, n) => house.addressOf(n)).filter(
    (address) => !left.has(address) && !found.has(address),
  );
  expect(lost, 'no article is lost').toEqual([]);
  const mails = await house.engine.stats();
  expect(mails.duplicates).toBe(0);
  const states = await db.execute<{ state: string; count: number }>(sql`
    select state, count(*)::int as count from rhythm_runs group by state order by state`);
  return {
    sends: sent.length,
    crashes: house.crashes,
    articles: house.published,
    cited: cited.length,
    runs: Object.fromEntries(Array.from(states, ({ state, count }) => [state, count])),
  };
}
