import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseSubscriber } from '../../../src/audience/people/erasure.ts';
import { addSuppression } from '../../../src/audience/suppressions/suppressions.ts';
import { setupImports } from './import-setup.ts';

const header = 'email,name,status,lists,language,timezone,suppressed,pausedUntil\r\n';

for (const format of ['csv', 'ndjson'] as const) {
  test(`who is suppressed or pauses here is so where the export goes (${format})`, async () => {
    const here = await setupImports();
    await here.run('email\nbounced@x.jp\npauses@x.jp\nboth@x.jp\nreads@x.jp\n');
    await here.db.execute(sql`
      insert into suppressions (address, reason) values
        ('bounced@x.jp', 'bounce'), ('both@x.jp', 'complaint')`);
    await here.db.execute(sql`
      update subscribers set paused_until = now() + interval '30 days'
      where email in ('pauses@x.jp', 'both@x.jp')`);
    const there = await setupImports();
    const file = await here.dump(format);
    expect(await there.run(file, undefined, format)).toMatchObject({ created: 4, rejected: 0 });
    expect(await there.dump(format)).toBe(file);
    // Again, and nobody is refused for what the file itself says.
    expect(await there.run(file, undefined, format)).toMatchObject({ updated: 4, rejected: 0 });
  });
}

test('a person with several states and a suppression comes in whole', async () => {
  const { db, run, dump } = await setupImports();
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  const file = `${header}a@x.jp,,confirmed,digest,,,bounce,\r\na@x.jp,,unsubscribed,news,,,bounce,\r\n`;
  expect(await run(file)).toMatchObject({ rejected: 0 });
  expect(await dump('csv')).toBe(file);
});

test('a file adds reasons not to mail, and takes none away', async () => {
  const { db, run, dump } = await setupImports();
  await run('email\na@x.jp\nb@x.jp\n');
  await addSuppression(db, { email: 'a@x.jp' });
  await db.execute(sql`update subscribers set paused_until = '2099-02-01Z' where email = 'b@x.jp'`);
  await run(`${header}a@x.jp,,,digest,,,,\nb@x.jp,,,digest,,,bounce,2099-01-01T00:00:00Z\n`);
  expect(await dump('csv')).toContain('a@x.jp,,confirmed,digest,,,manual,');
  expect(await dump('csv')).toContain('b@x.jp,,confirmed,digest,,,bounce,2099-02-01T00:00:00.000Z');
  await run(`${header}a@x.jp,,,digest,,,complaint,2099-01-01T00:00:00+09:00\n`);
  expect(await dump('csv')).toContain('a@x.jp,,confirmed,digest,,,complaint,2098-12-31T15:00');
});

test('the suppression of a row that is refused is taken over all the same', async () => {
  const { db, run, report } = await setupImports();
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  await run('email,lists,status\na@x.jp,news,unsubscribed\na@x.jp,digest,confirmed\n');
  const again = await run('email,lists,status,suppressed\na@x.jp,news,confirmed,bounce\n');
  expect(await report(again.id)).toContain('only this person can come back');
  const found = await db.execute(sql`select reason from suppressions where address = 'a@x.jp'`);
  expect([...found]).toEqual([{ reason: 'bounce' }]);
});

test('nothing of a file stores the address of somebody who was erased', async () => {
  for (const before of [null, 'bounce'] as const) {
    const { db, deps, run, person, report } = await setupImports();
    await run('email\na@x.jp\n');
    if (before) {
      await db.execute(
        sql`insert into suppressions (address, reason) values ('a@x.jp', ${before})`,
      );
    }
    await eraseSubscriber(deps, (await person('a@x.jp')).id);
    const again = await run(`${header}a@x.jp,,confirmed,digest,,,complaint,\n`);
    expect(again).toMatchObject({ created: 0, rejected: 1 });
    expect(await report(again.id)).toContain(before ? 'suppressed: bounce' : 'erased');
    const held = await db.execute(sql`
      select email from subscribers union all select address from suppressions
      where address is not null`);
    expect([...held]).toEqual([]);
  }
});

test('a mark that is not understood refuses the row and says what it must be', async () => {
  const { run, report, dump } = await setupImports();
  const { id, rejected } = await run(
    `${header}a@x.jp,,,,,,yes,\nb@x.jp,,,,,,erased,\nc@x.jp,,,,,,,tomorrow\nd@x.jp,,,,,,,2026-02-30T00:00:00Z\n`,
  );
  expect(rejected).toBe(4);
  const said = await report(id);
  expect(
    said.match(/suppressed: Must be bounce, complaint, manual, provider, or empty/g),
  ).toHaveLength(2);
  expect(said.match(/pausedUntil: Must be a moment such as 2026-12-31T00:00:00Z/g)).toHaveLength(2);
  expect(await dump('csv')).toBe(header);
});

test('an older attribute of that name stays an attribute on its way', async () => {
  const here = await setupImports();
  await here.run('email\na@x.jp\n');
  await here.db.execute(sql`
    update subscribers set attributes = '{"suppressed": "no", "pausedUntil": "May", "city": "京都"}'`);
  const there = await setupImports();
  const file = await here.dump('csv');
  expect(await there.run(file)).toMatchObject({ created: 1, rejected: 0 });
  expect(await there.dump('csv')).toBe(file);
  expect(await there.dump('ndjson')).toBe(await here.dump('ndjson'));
});
