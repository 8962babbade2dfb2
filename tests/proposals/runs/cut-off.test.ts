// A run that is cut off between its steps, and taken up again by whoever looks next.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { drawFrom, openHouse } from '../rhythms/days-house.ts';
import { digestIdsOf } from '../rhythms/days-judge.ts';

const send = /insert into sends/;

test.each([
  { at: 'as the send is committed', trap: { on: /^commit/i, after: send, does: 'swallow' } },
  { at: 'before the send is committed', trap: { on: /^commit/i, after: send, does: 'cut' } },
  { at: 'before its act is noted', trap: { on: /insert into "audit_entries"/, does: 'cut' } },
  { at: 'as its act is noted', trap: { on: /insert into "audit_entries"/, does: 'swallow' } },
] as const)('a yes that is cut off $at sends once, and is noted once', async ({ trap }) => {
  const [zone, time] = ['Asia/Tokyo', '07:00'];
  const from = new Date('2026-11-26T00:00:00Z');
  const house = await openHouse({ zone, from, time, lead: 0, draw: drawFrom(5) });
  house.publish();
  await house.passHours(2);
  await house.look(new Date('2026-11-26T22:01:00Z'));
  const [asked] = await house.openQuestions();
  if (!asked) throw new Error('nobody was asked');
  await house.answer(asked, 'yes');
  expect(await house.workUntil(trap)).toBe(true);
  await house.engine.passTime('10 minutes');
  await house.look(new Date('2026-11-26T22:05:00Z'));
  expect(await digestIdsOf(house.db)).toHaveLength(1);
  const acts = await house.db.execute(sql`
    select a.actor_id as approval from audit_entries a join sends s on a.target = '/api/sends/' || s.id
    where a.action = 'postSends' and a.actor_kind = 'link'`);
  expect(Array.from(acts)).toEqual([{ approval: asked.id }]);
});
