import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { requestAddressChange } from '../../src/audience/choosing/preferences.ts';
import { confirmLetter } from '../../src/audience/joining/confirm.ts';
import { sweepAudience } from '../../src/audience/retention/sweep.ts';
import { addressHistory, imports, letters, subscribers } from '../../src/db/schema.ts';
import { setup } from './setup.ts';

test('a request that nobody confirmed is forgotten after thirty days, with its person', async () => {
  const { db, doors, join, standing, letterToken, age } = await setup();
  await join('stays@example.com');
  await confirmLetter(doors, await letterToken('stays@example.com'));
  await join('goes@example.com');
  await age('29 days');
  await sweepAudience(db);
  expect(await standing('goes@example.com')).toEqual({ digest: 'pending' });
  await join('late@example.com');
  await age('2 days');
  await sweepAudience(db);
  const left = await db.select({ email: subscribers.email }).from(subscribers);
  expect(left.map((row) => row.email).sort()).toEqual(['late@example.com', 'stays@example.com']);
});

test('of who is on another list only the unconfirmed request goes', async () => {
  const { db, doors, join, standing, letterToken, age } = await setup();
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  await join('mai@example.com');
  await confirmLetter(doors, await letterToken('mai@example.com'));
  await age('2 hours');
  await join('mai@example.com', ['news']);
  await age('31 days');
  await sweepAudience(db);
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('a former address is kept for 25 hours, a letter for 90 days', async () => {
  const { db, doors, tokens, join, person, letterToken } = await setup();
  await join('mai@example.com');
  await confirmLetter(doors, await letterToken('mai@example.com'));
  const { id } = await person('mai@example.com');
  const token = tokens.sign({ purpose: 'preferences', subscriber: id });
  await requestAddressChange(doors, token, 'new@example.com');
  await confirmLetter(doors, await letterToken('new@example.com'));
  await sweepAudience(db);
  expect(await db.$count(addressHistory)).toBe(1);
  await db.execute(sql`update address_history set changed_at = now() - interval '26 hours'`);
  await sweepAudience(db);
  expect(await db.$count(addressHistory)).toBe(0);
  expect(await db.$count(letters)).toBe(2);
  await sweepAudience(db, () => new Date(Date.now() + 89 * 86_400_000));
  expect(await db.$count(letters)).toBe(2);
  await sweepAudience(db, () => new Date(Date.now() + 91 * 86_400_000));
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
  expect(await sweepAudience(db)).toEqual({ forgottenImports: [stuck] });
  const failed = await db.query.imports.findMany({
    where: (row, { eq }) => eq(row.status, 'failed'),
  });
  expect(failed.map((row) => row.id)).toEqual([dead]);
});
