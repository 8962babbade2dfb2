import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseSubscriber, readPersonalData } from '../../../src/audience/people/erasure.ts';
import { PersonalData } from '../../../src/audience/people/person-data.ts';
import type { Database } from '../../../src/db/client.ts';
import { takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { address, event, setupEverywhere } from './everywhere.ts';

/** The tables in which some row holds the text. */
async function tablesHolding(db: Database, text: string): Promise<string[]> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' order by 1`);
  const holding: string[] = [];
  for (const { name } of tables) {
    const found = await db.execute(sql`
      select from ${sql.identifier(name)} t where t::text ilike ${`%${text}%`} limit 1`);
    if (found.length > 0) holding.push(name);
  }
  return holding;
}

test('what a person may read about themselves is in every table that holds them', async () => {
  const { db, deps, id } = await setupEverywhere();
  const data = await readPersonalData(deps, id);
  expect(PersonalData.parse(data)).toEqual(data);
  for (const [part, rows] of Object.entries(data)) {
    expect(rows, part).not.toEqual([]);
  }
  expect(await tablesHolding(db, 'unmistakable')).toEqual([
    'address_history',
    'events',
    'idempotent_requests',
    'import_chunks',
    'import_rejections',
    'letters',
    'subscribers',
    'suppressions',
  ]);
});

test('an erased person is in no table any more, but for 25 hours as the address of mail under way', async () => {
  const { db, deps, id, tokens } = await setupEverywhere();
  await eraseSubscriber(deps, id);
  expect(await tablesHolding(db, 'unmistakable')).toEqual(['address_history', 'import_chunks']);
  const rows = await db.execute(sql`select email from import_rejections where email is not null`);
  expect([...rows]).toEqual([{ email: 'other@example.com' }]);
  for (const table of [
    'subscribers',
    'subscriptions',
    'consents',
    'letters',
    'former_subscribers',
  ]) {
    const rows = await db.execute(sql`select from ${sql.identifier(table)}`);
    expect(rows, table).toHaveLength(0);
  }
  const left = await db.execute(sql`select address, address_hash, reason from suppressions`);
  expect(left).toEqual([
    { address: null, address_hash: tokens.hashAddress(address), reason: 'bounce' },
  ]);
});

test('a bounce or complaint that comes late does not bring back what was forgotten', async () => {
  const { db, deps, id } = await setupEverywhere();
  await eraseSubscriber(deps, id);
  await takeFeedback(db, [event('e3', 'complained', id), event('e4', 'bounced', id)]);
  expect(await tablesHolding(db, address)).toEqual(['address_history', 'import_chunks']);
});
