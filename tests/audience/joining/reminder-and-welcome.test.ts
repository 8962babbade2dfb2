import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { changeList } from '../../../src/audience/lists/lists.ts';
import { writeReminders } from '../../../src/transactional/remind.ts';
import { setup } from '../setup.ts';

test('who has not answered for a day is reminded once, and the reminder confirms', async () => {
  const { db, deps, join, standing, confirmToken, age } = await setup();
  await join('mai@example.com');
  expect(await writeReminders(db)).toEqual([]);
  await db.execute(sql`update letters set state = 'accepted'`);
  await age('25 hours');
  const written = await Promise.all([writeReminders(db), writeReminders(db)]);
  expect(written.flat()).toHaveLength(1);
  await db.execute(sql`update letters set state = 'accepted'`);
  await age('25 hours');
  expect(await writeReminders(db)).toEqual([]);
  expect(await confirmByLink(deps, await confirmToken('mai@example.com'))).toMatchObject({
    kind: 'confirmed',
  });
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('nobody is reminded who confirmed, left, was written to since, or must not be mailed', async () => {
  const { db, deps, join, confirmToken, age, queued } = await setup();
  for (const name of ['done', 'left', 'again', 'bounced', 'undelivered']) {
    await join(`${name}@example.com`);
  }
  await confirmByLink(deps, await confirmToken('done@example.com'));
  await db.execute(sql`update subscriptions set status = 'unsubscribed' where subscriber_id = (
    select id from subscribers where email = 'left@example.com')`);
  await db.execute(
    sql`insert into suppressions (address, reason) values ('bounced@example.com', 'bounce')`,
  );
  await db.execute(sql`
    update letters set state = case when address like 'undelivered%' then 'refused' else 'accepted' end`);
  await age('25 hours');
  await join('again@example.com');
  expect(queued).toHaveLength(6);
  expect(await writeReminders(db)).toEqual([]);
});

test('a list with a welcome writes it once, when an email confirms it, with the newest digest', async () => {
  const { db, deps, join, confirmToken, queued } = await setup();
  await changeList(db, 'digest', { welcome: true });
  const digestId = crypto.randomUUID();
  await db.execute(sql`
    insert into digests (id, slug, content) values (${digestId}, 'newest', '{}'::jsonb)`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, listed, started_at, mailed_at)
    values (gen_random_uuid(), ${digestId}, 1, '{1}', 'sent', true, now(), now())`);
  await join('mai@example.com');
  const token = await confirmToken('mai@example.com');
  await Promise.all([confirmByLink(deps, token), confirmByLink(deps, token)]);
  await confirmByLink(deps, token);
  const written = await db.execute(sql`
    select id, address, list_ids, data from letters where kind = 'welcome'`);
  expect(written).toMatchObject([
    { id: queued[1], address: 'mai@example.com', data: { digestSlug: 'newest', digestId } },
  ]);
  const remembered = await db.execute(sql`
    select digest_id, letter_id, (select email from subscribers where id = subscriber_id) as email
    from digest_welcomes`);
  expect(remembered).toEqual([
    { digest_id: digestId, letter_id: queued[1], email: 'mai@example.com' },
  ]);
  expect(queued).toHaveLength(2);
});

test('the welcome of a private list leads to its newest digest by the key, that of a public one without', async () => {
  const { db, deps, join, confirmToken } = await setup();
  await changeList(db, 'digest', { welcome: true });
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  for (const [n, id] of ids.entries()) {
    await db.execute(sql`
      insert into digests (id, slug, content) values (${id}, ${`number-${n}`}, '{}'::jsonb)`);
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, listed, started_at, mailed_at)
      values (gen_random_uuid(), ${id}, 1, '{1}', 'sent', ${n === 0}, now() + make_interval(hours => ${n}), now())`);
  }
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  const [ofPrivate] = await db.execute(sql`
    select data, (select key from digests where slug = 'number-1') as key
    from letters where kind = 'welcome'`);
  expect(ofPrivate?.data).toMatchObject({ digestSlug: 'number-1', digestKey: ofPrivate?.key });
  // Planned later, but nobody was mailed: no welcome leads there.
  await db.execute(sql`update sends set mailed_at = null where digest_id = ${ids[1]}`);
  await join('aoi@example.com');
  await confirmByLink(deps, await confirmToken('aoi@example.com'));
  const [ofPublic] = await db.execute(sql`
    select data from letters where kind = 'welcome' and address = 'aoi@example.com'`);
  expect(ofPublic?.data).toMatchObject({ digestSlug: 'number-0', digestKey: null });
});

test('a list without one stays silent', async () => {
  const { deps, join, confirmToken, queued } = await setup();
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  expect(queued).toHaveLength(1);
});
