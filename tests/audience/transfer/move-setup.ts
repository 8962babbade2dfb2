// Two houses, and the question whether a move from one to the other changed who may be mailed what.

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect } from 'vitest';
import { isMailable } from '../../../src/audience/queries.ts';
import { ImportQuery } from '../../../src/audience/transfer/import/schema.ts';
import { exportSuppressions } from '../../../src/audience/transfer/suppression-export.ts';
import { importSuppressions } from '../../../src/audience/transfer/suppression-import.ts';
import { setupImports, streamOf } from './import-setup.ts';

type Format = 'csv' | 'ndjson';
const source = ImportQuery.parse({ consent: 'moved' });
const slugs = ['digest', 'news', 'club'];

export async function setupHouse() {
  const bundle = await setupImports();
  const { db, deps, run } = bundle;
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News'), ('club', 'Club')`);

  /** `address list frequency` of everyone whom a plan would take. */
  async function audience(): Promise<string[]> {
    const rows = await db.execute<{ reader: string }>(sql`
      select s.email || ' ' || l.slug || ' ' || coalesce(c.frequency, 'every') as reader
      from subscribers s join subscriptions c on c.subscriber_id = s.id join lists l on l.id = c.list_id
      where c.status = 'confirmed' and ${isMailable} order by 1`);
    return rows.map((row) => row.reader);
  }

  return {
    ...bundle,
    audience,
    /** The audience after somebody tried to bring all of these into every list. */
    async audienceAfterJoining(emails: readonly string[]) {
      await run(`email,lists\n${emails.map((email) => `${email},${slugs.join('|')}\n`).join('')}`, {
        ...source,
        status: 'confirmed',
      });
      return audience();
    },
    async empty() {
      for (const table of ['subscribers', 'subscriptions', 'consents', 'suppressions', 'imports']) {
        await db.execute(sql`delete from ${sql.identifier(table)}`);
      }
    },
    async suppressed(format: Format) {
      let text = '';
      const { pieces } = await exportSuppressions(deps, { format });
      for await (const piece of pieces) text += piece;
      return text;
    },
    async takePeople(file: string, format: Format) {
      expect(await run(file, source, format)).toMatchObject({ rejected: 0 });
    },
    async takeSuppressions(file: string, format: Format) {
      expect(await importSuppressions(deps, format, streamOf(file))).toMatchObject({ rejected: 0 });
    },
  };
}
type House = Awaited<ReturnType<typeof setupHouse>>;

/** Everything out of one house and into an empty one, in either order. */
export async function move(from: House, to: House, format: Format, suppressionsFirst: boolean) {
  const people = await from.dump(format);
  const suppressed = await from.suppressed(format);
  if (suppressionsFirst) await to.takeSuppressions(suppressed, format);
  await to.takePeople(people, format);
  if (!suppressionsFirst) await to.takeSuppressions(suppressed, format);
  expect(sorted(await to.dump(format))).toEqual(sorted(people));
  expect(sorted(await to.suppressed(format))).toEqual(sorted(suppressed));
}

function sorted(file: string): string[] {
  return file.split('\n').sort();
}

const reason = fc.constantFrom(null, 'bounce', 'complaint', 'manual', 'provider');
const person = fc.record({
  /** Most are not suppressed, most do not pause. */
  reason: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, reason),
  source: fc.constantFrom(null, 'msg_1'),
  pausedDays: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    fc.integer({ min: -3, max: 90 }),
  ),
  /** A hash is all that there is. */
  erased: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    fc.constantFrom('erased', 'bounce', 'complaint'),
  ),
  /** Suppressed without being here. */
  isStranger: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
  lists: fc.uniqueArray(
    fc.record({
      slug: fc.constantFrom(...slugs),
      status: fc.constantFrom('pending', 'confirmed', 'confirmed', 'unsubscribed'),
      frequency: fc.constantFrom(null, 'weekly', 'monthly'),
    }),
    { selector: (list) => list.slug },
  ),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One & { email: string } : never;

async function fill({ db, tokens }: House, people: readonly Person[]): Promise<void> {
  const rows = people.map((one) => ({ ...one, hash: one.erased && tokens.hashAddress(one.email) }));
  await db.execute(sql`
    with people as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as e(email text, reason text,
        source text, "pausedDays" int, erased text, hash text, "isStranger" bool, lists json)),
    here as (
      insert into subscribers (email, paused_until)
      select email, now() + make_interval(days => "pausedDays") from people
      where erased is null and not "isStranger" returning id, email),
    suppressed as (
      insert into suppressions (address, address_hash, reason, source_event)
      select case when erased is null then email end, hash, coalesce(erased, reason),
        case when erased is null then source end
      from people where coalesce(erased, reason) is not null)
    insert into subscriptions (list_id, subscriber_id, status, frequency)
    select l.id, h.id, w.status, w.frequency from here h join people using (email),
      json_to_recordset(lists) as w(slug text, status text, frequency text) join lists l using (slug)`);
}

/** So often: people in any state are moved, and the same may be mailed, and may come in, as before. */
export async function proveMoves(runs: number, mostPeople: number): Promise<void> {
  const [here, there] = [await setupHouse(), await setupHouse()];
  const people = fc
    .array(person, { maxLength: mostPeople, size: 'max' })
    .map((all) => all.map((one, n) => ({ ...one, email: `p${n}@example.com` })));
  const format = fc.constantFrom<Format>('csv', 'ndjson');
  await fc.assert(
    fc.asyncProperty(people, format, fc.boolean(), async (all, format, suppressionsFirst) => {
      await Promise.all([here.empty(), there.empty()]);
      await fill(here, all);
      await move(here, there, format, suppressionsFirst);
      expect(await there.audience()).toEqual(await here.audience());
      const emails = [...all.map((one) => one.email), 'new@example.com'];
      expect(await there.audienceAfterJoining(emails)).toEqual(
        await here.audienceAfterJoining(emails),
      );
    }),
    { numRuns: runs, endOnFailure: true },
  );
}
