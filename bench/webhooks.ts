// `webhooks`: signed events over HTTP to folded rows, the fold alone, and one UPDATE per event.

import { randomUUID } from 'node:crypto';
import type { Database } from '../src/db/client.ts';
import { openDatabase } from '../src/db/client.ts';
import { type FeedbackEvent, parseFeedback } from '../src/resend/feedback.ts';
import { takeFeedback } from '../src/sending/feedback/fold.ts';
import { fillAudience } from './audience.ts';
import {
  botTrap,
  type MadeEvent,
  makeEvent,
  postEvents,
  signEvent,
  tripleAndShuffle,
} from './events.ts';
import { median, round, sleep } from './numbers.ts';
import type { Options } from './run.ts';
import { type Bench, type Sql, startBench } from './stack.ts';

/** One queue batch is folded by one statement each for log and deliveries. */
const eventsPerBatch = 100;
/** Consumers at once: as many transactions under way. */
const consumers = 4;
/** Fewer would measure how Node and PostgreSQL warm up. */
const fewestFolded = 100_000;
/** Posting more says nothing new, and signatures live for five minutes. */
const mostPosted = 20_000;
/** More only make the queue's consumer wait longer for its turns: workerd is one thread. */
const connections = 16;
const mostNaive = 20_000;

export async function benchWebhooks(options: Options) {
  const bench = await startBench(options.say);
  const database = openDatabase(bench.databaseUrl, consumers);
  try {
    const count = Math.max(options.recipients, fewestFolded);
    await fillAudience(bench.sql, Math.ceil(count / 3));
    const sendId = randomUUID();
    const events = Array.from({ length: count }, (_, n) => makeEvent(sendId, n));
    const [posted, folded, naive] = [[] as number[], [] as number[], [] as number[]];
    for (let n = 1; n <= options.runs; n++) {
      folded.push(await timeFold(bench.sql, database.db, events));
      naive.push(await timeNaive(bench.sql, sendId, events.slice(0, mostNaive)));
      posted.push(await timePosted(bench, events.slice(0, mostPosted)));
      options.say(
        `  ${n}: ${Math.round(posted.at(-1) ?? 0)} HTTP events/s, fold ${Math.round(folded.at(-1) ?? 0)}/s, naive ${Math.round(naive.at(-1) ?? 0)}/s`,
      );
    }
    const isOrderFree = await foldsAlike(bench.sql, database.db, events, options);
    return {
      perSecond: round(median(posted)),
      foldPerSecond: round(median(folded)),
      ratioToNaive: round(median(folded) / median(naive), 3),
      sameTableTripledAndShuffled: isOrderFree,
      naive: { perSecond: round(median(naive)) },
    };
  } finally {
    await database.close();
    await bench.stop();
  }
}

/** Events a second from the first POST until the last is in the log, the queue between them. */
async function timePosted(bench: Bench, events: readonly MadeEvent[]): Promise<number> {
  const worker = await bench.startWorker('product');
  try {
    await forgetEvents(bench.sql);
    const signed = events.map(signEvent);
    const startedAt = performance.now();
    await postEvents(worker.directUrl, signed, connections);
    for (let attempt = 0; attempt < 600; attempt++) {
      const [row] = await bench.sql`select count(*)::int as count from events`;
      if (row?.count === events.length) return events.length / secondsSince(startedAt);
      await sleep(50);
    }
    throw new Error('The queue did not deliver every event within 30 s');
  } finally {
    await worker.stop();
  }
}

/** The fold as the queue's consumer does it, called from Node: parse and take in, 100 at a time. */
async function timeFold(sql: Sql, db: Database, events: readonly MadeEvent[]): Promise<number> {
  await forgetEvents(sql);
  const startedAt = performance.now();
  await foldAll(db, events);
  return events.length / secondsSince(startedAt);
}

async function foldAll(db: Database, events: readonly MadeEvent[]): Promise<void> {
  const now = new Date();
  let next = 0;
  const consume = async () => {
    for (let from = next; from < events.length; from = next) {
      next = from + eventsPerBatch;
      const batch = events.slice(from, next).flatMap(({ id, payload }): FeedbackEvent[] => {
        const event = parseFeedback(id, payload, now, botTrap);
        return event === null ? [] : [event];
      });
      await takeFeedback(db, batch);
    }
  };
  await Promise.all(Array.from({ length: consumers }, consume));
}

/** One UPDATE per event on rows that are there already, as many at once as the fold has. */
async function timeNaive(sql: Sql, sendId: string, events: readonly MadeEvent[]): Promise<number> {
  await forgetEvents(sql);
  await sql`
    insert into deliveries (send_id, subscriber_id)
    select ${sendId}, n from generate_series(1, ${Math.ceil(events.length / 3)}::int) n`;
  const now = new Date();
  const startedAt = performance.now();
  let next = 0;
  const consume = async () => {
    for (let made = events[next++]; made !== undefined; made = events[next++]) {
      const event = parseFeedback(made.id, made.payload, now);
      const subscriberId = event?.subscriberId ?? 0;
      const column = sql(event?.kind === 'sent' ? 'sent_at' : 'delivered_at');
      await sql`
        update deliveries set ${column} = ${event?.at ?? now}
        where send_id = ${sendId} and subscriber_id = ${subscriberId}`;
    }
  };
  await Promise.all(Array.from({ length: consumers }, consume));
  return events.length / secondsSince(startedAt);
}

/** True if the events once and in order, and three times in any order, leave the same tables. */
async function foldsAlike(
  sql: Sql,
  db: Database,
  events: readonly MadeEvent[],
  options: Options,
): Promise<boolean> {
  options.say('  folding them once in order, then three times in random order …');
  await forgetEvents(sql);
  await foldAll(db, events);
  const inOrder = await fingerprint(sql);
  await forgetEvents(sql);
  await foldAll(db, tripleAndShuffle(events));
  return (await fingerprint(sql)) === inOrder;
}

async function fingerprint(sql: Sql): Promise<string> {
  const [row] = await sql<{ hash: string }[]>`
    select md5(coalesce(string_agg(d::text, e'\n' order by send_id, subscriber_id), ''))
      || (select md5(coalesce(string_agg(id, ',' order by id), '')) from events)
      || (select md5(coalesce(string_agg(address || reason, ',' order by address), '')) from suppressions)
      as hash
    from deliveries d`;
  return row?.hash ?? '';
}

async function forgetEvents(sql: Sql): Promise<void> {
  await sql`truncate events, deliveries, suppressions`;
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
