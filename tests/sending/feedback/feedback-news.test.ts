import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { confirmReaders, startEngine } from '../../support/engine.ts';

const sendId = '0190b1d2-0000-7000-8000-00000000000a';

/** Two readers, and events that speak of them. */
async function setup() {
  const engine = await startEngine();
  const { db } = engine.deps;
  const readers = await confirmReaders(engine, 2);
  let told = 0;
  const tell = (reader: 0 | 1, kind: string, bounce?: 'Permanent' | 'Transient') => ({
    id: `msg_${String(told++).padStart(3, '0')}`,
    kind,
    at: new Date(Date.UTC(2026, 10, 20, 9, told)),
    sendId,
    subscriberId: readers[reader] ?? 0,
    to: `reader${reader + 1}@example.com`,
    isPermanentBounce: bounce === 'Permanent',
    isTransientBounce: bounce === 'Transient',
    detail: {},
  });
  const read = async () => {
    const suppressed = await db.execute(sql`
      select address, reason, detail from suppressions order by address`);
    const people = await db.execute(sql`
      select status, transient_bounces as bounces from subscribers s
      join subscriptions c on c.subscriber_id = s.id order by s.id`);
    return { suppressed: [...suppressed], people: [...people] };
  };
  return { db, tell, read };
}

test('a batch that says everything of one address suppresses it once, for the gravest reason', async () => {
  const { db, tell, read } = await setup();
  const transient = Array.from({ length: 5 }, () => tell(0, 'bounced', 'Transient'));
  const batch: FeedbackEvent[] = [
    ...transient,
    tell(0, 'suppressed'),
    tell(0, 'bounced', 'Permanent'),
    tell(0, 'complained'),
    tell(1, 'bounced', 'Transient'),
  ];
  for (const told of [batch, batch.toReversed()]) {
    await db.execute(sql`truncate events, deliveries, suppressions`);
    await db.execute(sql`update subscriptions set status = 'confirmed'`);
    await db.execute(sql`update subscribers set transient_bounces = 0`);
    await takeFeedback(db, told);
    expect(await read()).toEqual({
      suppressed: [{ address: 'reader1@example.com', reason: 'complaint', detail: null }],
      people: [
        { status: 'unsubscribed', bounces: 5 },
        { status: 'confirmed', bounces: 1 },
      ],
    });
  }
});

test('the fifth transient bounce suppresses, a delivery before it does not let it come to that', async () => {
  const { db, tell, read } = await setup();
  const bounce = (reader: 0 | 1) => tell(reader, 'bounced', 'Transient');
  await takeFeedback(db, [bounce(0), bounce(0), bounce(0), bounce(1), bounce(1), bounce(1)]);
  const delivered = tell(1, 'delivered');
  await takeFeedback(db, [delivered]);
  await takeFeedback(db, [bounce(0), bounce(1)]);
  // An echo of the delivery does not end the run that began after it.
  await takeFeedback(db, [delivered, bounce(0), bounce(1)]);
  const { suppressed, people } = await read();
  expect(suppressed).toEqual([
    { address: 'reader1@example.com', reason: 'bounce', detail: 'transient bounces in a row' },
  ]);
  expect(people.map(({ bounces }) => bounces)).toEqual([5, 2]);
});

test('consumers that get the same events at once, in other orders, wait for each other and agree', async () => {
  const { db, tell } = await setup();
  const events = Array.from({ length: 200 }, (_, n) => ({
    ...tell(n % 2 ? 1 : 0, n % 3 ? 'opened' : 'clicked'),
    subscriberId: 1_000 + (n % 50),
  }));
  const orders = [events, events.toReversed(), [...events.slice(90), ...events.slice(0, 90)]];
  await Promise.all(orders.map((order) => takeFeedback(db, order)));
  const [row] = await db.execute(sql`
    select (select count(*)::int from events) as events, count(*)::int as deliveries,
      count(*) filter (where opened_at is null or clicked_at is null)::int as halves
    from deliveries`);
  expect(row).toEqual({ events: 200, deliveries: 50, halves: 0 });
});
