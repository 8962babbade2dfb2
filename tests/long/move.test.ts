import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { move, proveMoves, setupHouse } from '../audience/transfer/move-setup.ts';

const hour = 3_600_000;

test('two thousand moves into an empty house change nobody’s mail, and bring nobody back', {
  timeout: hour,
}, async () => {
  await proveMoves(2_000, 200);
});

test('50,000 people with every state and mark go to an empty house and back', {
  timeout: hour,
}, async () => {
  const [here, there, back] = [await setupHouse(), await setupHouse(), await setupHouse()];
  await here.db.execute(sql`
      insert into subscribers (email, name, paused_until, attributes)
      select 'p' || lpad(n::text, 6, '0') || '@example.com', '読者 ' || n,
        case n % 5 when 0 then now() + interval '30 days' when 1 then now() - interval '1 day' end,
        jsonb_build_object('a' || n % 300, '=' || n)
      from generate_series(1, 50000) as n`);
  // By the number of the person: all 8 × 4 × … combinations of states, frequencies and reasons.
  await here.db.execute(sql`
      insert into subscriptions (list_id, subscriber_id, status, frequency)
      select l.id, s.id,
        (array['confirmed', 'pending', 'unsubscribed', 'confirmed'])[1 + (s.id / 4 ^ (l.id - 1))::int % 4],
        (array[null, 'weekly', 'monthly'])[1 + (s.id / 64)::int % 3]
      from subscribers s, lists l where (s.id + l.id) % 7 <> 0`);
  await here.db.execute(sql`
      insert into suppressions (address, reason, source_event)
      select email, (array['bounce', 'complaint', 'manual', 'provider'])[1 + (id / 11)::int % 4],
        case when id % 2 = 0 then 'msg_' || id end
      from subscribers where id % 11 = 0`);
  const gone = Array.from({ length: 500 }, (_, n) => `gone${n}@example.com`);
  await here.db.execute(sql`
      insert into suppressions (address_hash, reason)
      select value, 'erased' from json_array_elements_text(
        ${JSON.stringify(gone.map((email) => here.tokens.hashAddress(email)))}::json)`);

  await move(here, there, 'csv', true);
  await move(there, back, 'ndjson', false);
  const audience = await here.audience();
  expect(audience.length).toBeGreaterThan(40_000);
  expect(await there.audience()).toEqual(audience);
  expect(await back.audience()).toEqual(audience);
  const joining = [
    ...gone,
    ...Array.from({ length: 900 }, (_, n) => `p${String(n).padStart(6, '0')}@example.com`),
  ];
  expect(await back.audienceAfterJoining(joining)).toEqual(
    await here.audienceAfterJoining(joining),
  );
  console.info(JSON.stringify({ people: 50_000, readersOfLists: audience.length }));
});
