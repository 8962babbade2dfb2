import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { changeSubscriber, createSubscriber } from '../../../src/audience/joining/write.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { setupImports } from '../transfer/import-setup.ts';

/** `count` attributes, the first of them called `prefix` and `from`. */
function named(count: number, from = 0, prefix = 'a'): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${prefix}${from + at}`, `value ${from + at}`]),
  );
}

function line(email: string, attributes: Record<string, string>): string {
  return `${JSON.stringify({ email, attributes })}\n`;
}

async function setup() {
  const bundle = await setupImports();
  const { db, run } = bundle;
  return {
    ...bundle,
    take: (text: string) => run(text, undefined, 'ndjson'),
    async count(email: string): Promise<number> {
      const [row] = await db.execute<{ count: number }>(sql`
        select (select count(*)::int from jsonb_object_keys(attributes)) as count
        from subscribers where email = ${email}`);
      return row?.count ?? 0;
    },
  };
}

test('a row with more than a hundred attributes is named, not taken', async () => {
  const { take, report, count } = await setup();
  const file = line('a@example.com', named(101)) + line('b@example.com', named(100));
  const imported = await take(file);
  expect(imported).toMatchObject({ created: 1, rejected: 1 });
  expect(await report(imported.id)).toContain('attributes: Holds at most 100 attributes');
  expect(await count('b@example.com')).toBe(100);
});

test('attributes are counted after merging, in one file and over several', async () => {
  const { take, report, count } = await setup();
  const halves = line('a@example.com', named(60)) + line('a@example.com', named(60, 60));
  const imported = await take(halves);
  expect(imported).toMatchObject({ created: 1, rejected: 1 });
  expect(await report(imported.id)).toContain('at most 100 attributes of one person');
  expect(await take(line('a@example.com', named(50, 60)))).toMatchObject({ rejected: 1 });
  expect(await take(line('a@example.com', named(60, 40)))).toMatchObject({ updated: 1 });
  expect(await count('a@example.com')).toBe(100);
});

test('two records of one person that become one keep a hundred, their own first', async () => {
  const { db, count, take, person } = await setup();
  await take(line('a@example.com', named(80)) + line('b@example.com', named(80, 0, 'b')));
  const [kept, gone] = [await person('a@example.com'), await person('b@example.com')];
  await db.transaction((tx) => mergeSubscribers(tx, { kept: kept.id, gone: gone.id }));
  expect(await count('a@example.com')).toBe(100);
  expect((await person('a@example.com')).attributes).toMatchObject(named(80));
});

test('who has too many from before may be given fewer, and not more', async () => {
  const { db, deps, count } = await setup();
  const { id } = await createSubscriber(deps, { email: 'a@example.com', lists: [] });
  await db.execute(sql`
    update subscribers set attributes = ${JSON.stringify(named(5000))}::jsonb where id = ${id}`);
  const change = (attributes: Record<string, string | null>) =>
    changeSubscriber(deps, id, { attributes });
  await expect(change({ one: 'more' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(change({ a0: 'other' })).rejects.toMatchObject({ code: 'invalid' });
  await change({ a0: null, a1: null });
  expect(await count('a@example.com')).toBe(4998);
  await change(Object.fromEntries(Object.keys(named(4900, 2)).map((name) => [name, null])));
  await change({ one: 'more', two: 'more' });
  expect(await count('a@example.com')).toBe(100);
});

test('an export has at most 200 columns, and comes back whole by an import', async () => {
  const { take, dump, run, db, count } = await setup();
  const people = Array.from({ length: 5 }, (_, at) =>
    line(`p${at}@example.com`, { ...named(90, at * 90), city: ' "東京", Tōkyō ' }),
  );
  expect(await take(people.join(''))).toMatchObject({ created: 5 });
  const [csv, lines] = [await dump('csv'), await dump('ndjson')];
  const header = csv.slice(0, csv.indexOf('\r\n'));
  // The name of the last column has a comma.
  expect(header.split(',')).toHaveLength(201);
  expect(header).toContain(',city,');
  await db.execute(sql`delete from subscriptions`);
  await db.execute(sql`delete from consents`);
  await db.execute(sql`delete from subscribers`);
  expect(await run(csv)).toMatchObject({ created: 5, rejected: 0 });
  expect(await count('p4@example.com')).toBe(91);
  expect(await dump('ndjson')).toBe(lines);
});
