import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { retentionSteps } from '../../../src/audience/people/retention.ts';
import { selectForgottenImports } from '../../../src/audience/people/retention-queries.ts';
import { requestAddressChange } from '../../../src/audience/preferences/preferences.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { addressHistory, subscribers } from '../../../src/db/schema/audience.ts';
import { imports } from '../../../src/db/schema/imports.ts';
import { letters } from '../../../src/db/schema/mail.ts';
import { passTime } from '../../support/time.ts';
import { setup } from '../setup.ts';

const kept = { networkDays: 30 };

async function sweep(...given: Parameters<typeof retentionSteps>): Promise<void> {
  for (const { run } of retentionSteps(...given)) await run();
}

test('a request that nobody confirmed is forgotten after thirty days, with its person', async () => {
  const { db, deps, join, standing, confirmToken, age } = await setup();
  await join('stays@example.com');
  await confirmByLink(deps, await confirmToken('stays@example.com'));
  await join('goes@example.com');
  await age('29 days');
  await sweep(db, kept);
  expect(await standing('goes@example.com')).toEqual({ digest: 'pending' });
  await join('late@example.com');
  await age('2 days');
  await sweep(db, kept);
  const left = await db.select({ email: subscribers.email }).from(subscribers);
  expect(left.map((row) => row.email).sort()).toEqual(['late@example.com', 'stays@example.com']);
});

test('of who is on another list only the unconfirmed request goes', async () => {
  const { db, deps, join, standing, confirmToken, age } = await setup();
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  await age('2 hours');
  await join('mai@example.com', ['news']);
  await age('31 days');
  await sweep(db, kept);
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('a former address is kept for 25 hours, an email for 90 days', async () => {
  const { db, deps, tokens, join, person, confirmToken } = await setup();
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  const { id } = await person('mai@example.com');
  const token = tokens.sign(preferencesOf(id, 'mai@example.com'));
  await requestAddressChange(deps, token, 'new@example.com');
  await confirmByLink(deps, await confirmToken('new@example.com'));
  await sweep(db, kept);
  expect(await db.$count(addressHistory)).toBe(1);
  await db.execute(sql`update address_history set changed_at = now() - interval '26 hours'`);
  await sweep(db, kept);
  expect(await db.$count(addressHistory)).toBe(0);
  expect(await db.$count(letters)).toBe(2);
  await sweep(db, kept, () => new Date(Date.now() + 89 * 86_400_000));
  expect(await db.$count(letters)).toBe(2);
  await sweep(db, kept, () => new Date(Date.now() + 91 * 86_400_000));
  expect(await db.$count(letters)).toBe(0);
});

test('a running import without progress is named, an upload that broke off is failed', async () => {
  const { db } = await setup();
  const [stuck, busy, dead] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await db.insert(imports).values([
    { id: stuck, status: 'running', options: {}, progressedAt: ago(3) },
    { id: busy, status: 'running', options: {}, progressedAt: ago(0) },
    { id: dead, status: 'uploading', options: {}, createdAt: ago(25 * 60) },
  ]);
  await sweep(db, kept);
  expect(await selectForgottenImports(db)).toEqual([stuck]);
  const failed = await db.select().from(imports).where(eq(imports.status, 'failed'));
  expect(failed.map((row) => row.id)).toEqual([dead]);
});

test('a network is kept as long as the setting says, and at nought for the hour of the caps', async () => {
  const { db, join } = await setup();
  await join('mai@example.com');
  const networks = async () => {
    const rows = await db.execute(sql`
      select (select network from consents) as consent, (select network from letters) as letter`);
    return rows[0];
  };
  await sweep(db, kept);
  expect(await networks()).toEqual({ consent: '192.0.2.0', letter: '192.0.2.0' });
  await sweep(db, { networkDays: 0 });
  expect(await networks()).toEqual({ consent: null, letter: '192.0.2.0' });
  await passTime(db, '2 hours');
  await sweep(db, kept);
  expect(await networks()).toEqual({ consent: null, letter: '192.0.2.0' });
  await sweep(db, { networkDays: 0 });
  expect(await networks()).toEqual({ consent: null, letter: null });
});

test('former addresses and networks go in bites of five thousand', async () => {
  const { db } = await setup();
  await db.execute(sql`
    insert into address_history (subscriber_id, email, changed_at)
    select n, 'reader' || n || '@example.com', now() - interval '26 hours' from generate_series(1, 5001) n`);
  await db.execute(sql`
    insert into letters (id, kind, address, network, created_at)
    select ('ffffffff-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'confirm', 'reader' || n || '@example.com', '192.0.2.0', now() - interval '31 days'
    from generate_series(1, 5001) n`);
  const left = async () => {
    const rows = await db.execute(sql`
      select (select count(*)::int from address_history) as addresses, count(network)::int as networks
      from letters`);
    return rows[0];
  };
  await sweep(db, kept);
  expect(await left()).toEqual({ addresses: 1, networks: 1 });
  await sweep(db, kept);
  expect(await left()).toEqual({ addresses: 0, networks: 0 });
});
