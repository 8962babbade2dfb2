import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { type FeedbackEvent, parseFeedback } from '../../../src/resend/feedback.ts';
import { deliveryMoments, takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { listRecipients, readSend } from '../../../src/sending/report/report.ts';
import { inDream } from '../../faults/model/twin-rows.ts';
import { freshDatabase } from '../../support/database.ts';
import { confirmReaders, estimateOf, startEngine, writeDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

const sendIds = ['0190b1d2-0000-7000-8000-00000000000a', '0190b1d2-0000-7000-8000-00000000000b'];
const firstAt = Date.UTC(2026, 10, 20, 9);
const kinds = Object.keys(deliveryMoments) as (keyof typeof deliveryMoments)[];

/** Few people, few moments: most events meet another of their kind. */
const events: fc.Arbitrary<FeedbackEvent[]> = fc
  .array(
    fc.record({
      kind: fc.oneof(
        fc.constantFrom('clicked' as const, 'scanned' as const),
        fc.constantFrom(...kinds),
      ),
      minute: fc.nat(30),
      sendId: fc.constantFrom(...sendIds),
      subscriberId: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) =>
    all.map(({ minute, ...event }, n) => ({
      ...event,
      id: `msg_${n}`,
      at: new Date(firstAt + minute * 60_000),
      to: null,
      isPermanentBounce: false,
      isTransientBounce: false,
      detail: {},
    })),
  );

/** What must stand in the table, said in plain code. */
function expectedRows(all: readonly FeedbackEvent[]) {
  const rows = new Map<string, Record<string, string | number>>();
  for (const { sendId, subscriberId, kind, at } of all) {
    const key = `${sendId}/${subscriberId}`;
    const row = rows.get(key) ?? { send_id: sendId ?? '', subscriber_id: subscriberId ?? 0 };
    const column = `${deliveryMoments[kind as keyof typeof deliveryMoments].slice(0, -2)}_at`;
    const moment = at.getTime();
    row[column] = Math.min(moment, Number(row[column] ?? Number.POSITIVE_INFINITY));
    if (kind === 'clicked') {
      row.last_clicked_at = Math.max(moment, Number(row.last_clicked_at ?? 0));
    }
    rows.set(key, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

async function readTable(db: Database) {
  const rows = await db.execute(sql`
    select json_strip_nulls(to_json(d)) as row from (
      select send_id, subscriber_id, ${sql.join(
        [...new Set([...Object.values(deliveryMoments), 'last_clickedAt'])].map((moment) => {
          const column = sql.raw(`${moment.slice(0, -2)}_at`);
          return sql`(extract(epoch from ${column}) * 1000)::bigint as ${column}`;
        }),
        sql`, `,
      )} from deliveries) d order by send_id, subscriber_id`);
  return rows.map(({ row }) => row as Record<string, unknown>);
}

test('events in any order, told again, in batches of any size, leave the same table', async () => {
  const { db } = await freshDatabase();
  const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 });
  const property = fc.asyncProperty(
    events.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all, ...all], {
          minLength: all.length * 3,
          maxLength: all.length * 3,
        }),
      ),
    ),
    cuts,
    async ([once, tripled], sizes) => {
      for (const told of [once, tripled]) {
        await inDream(db, async (dream) => {
          for (let from = 0, cut = 0; from < told.length; cut++) {
            const size = sizes[cut % sizes.length] ?? 1;
            await takeFeedback(dream, told.slice(from, from + size));
            from += size;
          }
          expect(await readTable(dream)).toEqual(expectedRows(once));
        });
      }
    },
  );
  await fc.assert(property, { numRuns: 60 });
}, 60_000);

test('an event that says nothing new writes nothing', async () => {
  const { db } = await freshDatabase();
  const event = (id: string, minute: number): FeedbackEvent => ({
    id,
    kind: 'clicked',
    at: new Date(firstAt + minute * 60_000),
    sendId: sendIds[0] ?? null,
    subscriberId: 1,
    to: null,
    isPermanentBounce: false,
    isTransientBounce: false,
    detail: {},
  });
  const version = async () => {
    const [row] = await db.execute<{ xmin: string }>(sql`select xmin::text from deliveries`);
    return row?.xmin;
  };
  await takeFeedback(db, [event('a', 1), event('b', 9)]);
  const before = await version();
  await takeFeedback(db, [event('a', 1), event('c', 5)]);
  expect(await version()).toBe(before);
  await takeFeedback(db, [event('d', 10)]);
  expect(await version()).not.toBe(before);
});

const botTrap = 'https://digest.example.com/canary';
const clickOn = (link: string, url: string | null = botTrap) =>
  parseFeedback('x', { type: 'email.clicked', data: { click: { link } } }, new Date(), url)?.kind;

test('a click on the bot trap is a scan, a click on anything else is a click', () => {
  expect(clickOn(botTrap)).toBe('scanned');
  expect(clickOn(`${botTrap}?utm_source=gateway#top`)).toBe('scanned');
  for (const link of [
    'https://digest.example.com/',
    'https://digest.example.com/canary/cage',
    'https://other.example.com/canary',
    'http://digest.example.com/canary',
    'canary',
    '',
  ]) {
    expect(clickOn(link)).toBe('clicked');
  }
  expect(clickOn(botTrap, null)).toBe('clicked');
  const opened = { type: 'email.opened', data: { click: { link: botTrap } } };
  expect(parseFeedback('x', opened, new Date(), botTrap)?.kind).toBe('opened');
});

test('a send counts clicks of people, tells scans apart, and says of each reader what they did', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  const readers = await confirmReaders(engine, 6);
  const sendId = await startSend(engine);
  await engine.drain();
  const kindsOf = ['open', 'click', 'scan'] as const;
  const happened: [reader: number, what: (typeof kindsOf)[number], second: number][] = [
    [0, 'open', 0], // reads
    [1, 'click', 0], // clicks, and nothing scans
    [2, 'scan', 0], // scanned, nothing else
    [3, 'click', 0], // a program that follows all links, the bot trap among them …
    [3, 'scan', 2],
    [3, 'open', 3],
    [4, 'click', 0], // … and the person clicks two hours later
    [4, 'scan', 1],
    [4, 'click', 7200],
    [5, 'click', 600], // within ten minutes nobody can tell
    [5, 'scan', 0],
  ];
  for (const [reader, what, second] of happened) {
    const link = what === 'scan' ? botTrap : 'https://news.example.com/market';
    const type = what === 'open' ? 'email.opened' : 'email.clicked';
    const tags = { send: sendId, subscriber: String(readers[reader]) };
    const payload = {
      type,
      created_at: new Date(firstAt + second * 1000).toISOString(),
      data: { tags, click: { link } },
    };
    await engine.queues.events.send({ kind: 'event', id: crypto.randomUUID(), payload });
  }
  await engine.drain();
  const { counts } = await readSend(db, sendId);
  expect(counts).toMatchObject({ opened: 2, clicked: 2, scanned: 4 });
  const { data } = await listRecipients(db, sendId, { limit: 9, outcome: null, after: null });
  expect(data.map(({ delivery }) => delivery)).toEqual([
    'opened',
    'clicked',
    null,
    'opened',
    'clicked',
    null,
  ]);
  const next = { digestId: await writeDigest(engine), revision: 1, lists: ['digest'] };
  const estimate = { ...next, segment: { kind: 'clicked', lastSends: 1 } as const };
  expect((await estimateOf(engine, estimate)).recipients).toBe(2);
});
