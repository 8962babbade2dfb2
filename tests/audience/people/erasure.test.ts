import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { eraseSubscriber, readPersonalData } from '../../../src/audience/people/erasure.ts';
import { PersonalData } from '../../../src/audience/people/person-data.ts';
import { requestAddressChange } from '../../../src/audience/preferences/preferences.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import type { Database } from '../../../src/db/client.ts';
import { takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { setup } from '../setup.ts';

const address = 'mai.unmistakable@example.com';
const event = (id: string, kind: string, subscriberId: number, to = address) => ({
  id,
  kind,
  at: new Date(),
  sendId: '00000000-0000-4000-8000-000000000001',
  subscriberId,
  to,
  isPermanentBounce: kind === 'bounced',
  isTransientBounce: false,
  detail: { link: 'https://unmistakable.example/clicked' },
});

/** A person whom every table holds that can hold one. */
async function setupEverywhere() {
  const bundle = await setup();
  const { db, deps, tokens } = bundle;
  await bundle.join(address);
  await confirmByLink(deps, await bundle.confirmToken(address));
  const { id } = await bundle.person(address);
  await db.execute(sql`update subscribers set name = 'Unmistakable',
    attributes = '{"city": "Unmistakable"}' where id = ${id}`);
  const token = tokens.sign(preferencesOf(id, address));
  await requestAddressChange(deps, token, 'second.unmistakable@example.com');
  await db.execute(sql`insert into address_history (subscriber_id, email)
    values (${id}, 'old.unmistakable@example.com')`);
  await db.execute(sql`insert into former_subscribers (id, subscriber_id) values (999, ${id})`);
  await db.execute(sql`insert into digests (id, slug, content)
    values ('00000000-0000-4000-8000-000000000002', 'd', '{}')`);
  await db.execute(sql`insert into digest_welcomes (digest_id, subscriber_id, letter_id)
    values ('00000000-0000-4000-8000-000000000002', ${id}, gen_random_uuid())`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status)
    values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 1, '{1}', 'sent')`);
  await takeFeedback(db, [event('e1', 'clicked', id), event('e2', 'bounced', id)]);
  await db.execute(sql`insert into imports (id, status, options)
    values ('00000000-0000-4000-8000-000000000003', 'done', '{}')`);
  const fullWidth = address.replace('@', '＠').replace('mai', 'Ｍａｉ');
  for (const [row, [written, reason]] of [
    [address.toUpperCase(), 'suppressed: bounce'],
    [`Mai <${address}>`, 'email: The part before @ has characters we cannot mail to.'],
    [fullWidth, 'name: Must be one line'],
    [null, `lists: There is no list with the slug ${address}`],
    ['old.unmistakable@example.com', 'suppressed: bounce'],
    ['other@example.com', 'suppressed: bounce'],
  ].entries()) {
    await db.execute(sql`insert into import_rejections (import_id, row, email, reason)
      values ('00000000-0000-4000-8000-000000000003', ${row}, ${written ?? null}, ${reason ?? ''})`);
  }
  const answer = JSON.stringify({ id, email: address, name: 'Unmistakable' });
  await db.execute(sql`
    insert into idempotent_requests (key_id, operation, key, body_hash, status, response, headers)
    values (gen_random_uuid(), 'POST /api/subscribers', 'a', 'hash', 201, ${answer}, '{}')`);
  return { ...bundle, id, token };
}

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
    'import_rejections',
    'letters',
    'subscribers',
    'suppressions',
  ]);
});

test('an erased person is in no table any more, but for 25 hours as the address of mail under way', async () => {
  const { db, deps, id, tokens } = await setupEverywhere();
  await eraseSubscriber(deps, id);
  expect(await tablesHolding(db, 'unmistakable')).toEqual(['address_history']);
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
  expect(await tablesHolding(db, address)).toEqual(['address_history']);
});
