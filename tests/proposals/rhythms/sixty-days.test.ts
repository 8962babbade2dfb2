// Sixty days of a rhythm: a feed on a server that changes, fails and moves, people who answer or do not, a clock that jumps, lines to the
// database that break anywhere. No article twice, none lost, no empty mail, one line for each moment.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../../src/base/ids.ts';
import { passDays } from './days.ts';
import { drawFrom, openHouse } from './days-house.ts';
import { digestIdsOf } from './days-judge.ts';

/** One summer time that ends and one that begins. */
const scenes = [
  { seed: 1, zone: 'America/New_York', from: '2026-10-06T12:00:00Z', time: '01:30', lead: 0 },
  { seed: 2, zone: 'Europe/London', from: '2027-02-20T12:00:00Z', time: '01:30', lead: 180 },
] as const;

/** A minute of a processor each, and more where others are at it, too. */
const patience = { timeout: 600_000 };

test.each(scenes)('sixty days in $zone', patience, async (scene) => {
  const told = await passDays(scene, 60);
  expect(told.sends, 'it has sent').toBeGreaterThan(10);
  expect(told.crashes, 'it was cut off').toBeGreaterThan(10);
  expect(told.feed.same, 'it was told that nothing is new').toBeGreaterThan(1);
  expect(told.feed.failed, 'its feed failed').toBeGreaterThan(1);
  expect(told.feed.moved, 'its feed moved').toBeGreaterThan(1);
});

test('an approved digest that has come to cite what the list has had is not sent', async () => {
  const draw = drawFrom(4);
  const house = await openHouse({
    zone: 'Asia/Tokyo',
    from: new Date('2026-11-26T00:00:00Z'),
    time: '07:00',
    lead: 0,
    draw,
  });
  house.publish();
  await house.passHours(2);
  await house.look(new Date('2026-11-26T22:01:00Z'));
  const [asked] = await house.openQuestions();
  if (!asked) throw new Error('nobody was asked');
  await house.db.execute(sql`
    with other as (
      insert into digests (id, slug, content)
      select ${newId()}, 'other', content from digests where id = ${asked.digestId} returning id)
    insert into used_addresses (list_id, address, digest_id, used_at)
    select 1, address, other.id, now() from held_addresses, other`);
  await house.answer(asked, 'yes');
  await house.look(new Date('2026-11-26T22:05:00Z'));
  expect(await digestIdsOf(house.db)).toEqual([]);
  const [run] = await house.db.execute(sql`select state, why->>'code' as code from rhythm_runs`);
  expect(run).toEqual({ state: 'waiting', code: 'told_before' });
});
