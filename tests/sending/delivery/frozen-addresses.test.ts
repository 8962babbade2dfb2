// A replay repeats the addresses of the first call, however a change of one and the claim interleave.

import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { deletePerson } from '../../../src/audience/people/erasure-queries.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { moveAddress } from '../../../src/audience/people/queries.ts';
import { lockSubscriber } from '../../../src/audience/queries.ts';
import { trustEmailAddress } from '../../../src/base/email-address.ts';
import { createTokenRing } from '../../../src/base/token.ts';
import { type Database, openDatabase, type Queryable } from '../../../src/db/client.ts';
import { personalValues } from '../../../src/render/recipient.ts';
import {
  type ClaimedBatch,
  claimNextBatch,
  settleBatch,
} from '../../../src/sending/delivery/batch-queries.ts';
import { newRoad } from '../../../src/sending/delivery/roads.ts';
import { readUnknownBatches } from '../../../src/sending/feedback/reconcile-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import { confirmReaders } from '../../support/engine.ts';

const sendId = '0190b1d2-0000-7000-8000-000000000001';
const ring = createTokenRing(['a-key-for-tests-of-more-than-32-characters']);

/** A send under way to `count` readers, `size` in a batch. */
async function setSend(count: number, size = count) {
  const database = await freshDatabase();
  const { db } = database;
  const readers = await confirmReaders({ database }, count);
  const digestId = crypto.randomUUID();
  await db.execute(sql`insert into digests (id, slug, content) values (${digestId}, 'one', '{}')`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status)
    values (${sendId}, ${digestId}, 1, '{1}', 'sending')`);
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids)
    select ${sendId}, (id - 1) / ${size}::int, 1, 'ready', array_agg(id order by id)
    from subscribers group by 2`);
  return { db, url: database.url, readers };
}

async function claim(db: Database, n = 0): Promise<ClaimedBatch> {
  const claimed = await claimNextBatch(db, sendId, n - 1, newRoad());
  if (claimed?.n !== n) throw new Error(`Batch ${n} is not to be had`);
  return claimed;
}

/** The claim that follows when the first call got no answer. */
async function replay(db: Database, n = 0): Promise<ClaimedBatch> {
  await db.execute(
    sql`update batches set lease_until = now() - interval '1 second' where n = ${n}`,
  );
  return claim(db, n);
}

/** What differs from mail to mail, in the bytes that are handed over. */
function bytesOf({ n, listId, subscriberIds, emails, key }: ClaimedBatch): string {
  const context = { ring, publicUrl: 'https://digest.example.com', send: sendId, batch: n };
  const list = { list: listId, listSlug: 'digest', listName: 'Digest' };
  const values = subscriberIds.map((subscriber, i) =>
    personalValues({ subscriber, email: emails[i] ?? '', ...list }, context),
  );
  return JSON.stringify({ key, values });
}

/** A transaction is a database but for `$client`, which no query of ours touches. */
const asDatabase = (tx: Queryable) => tx as Database;

type Change = (tx: Queryable, id: number) => Promise<unknown>;

let moved = 0;
const move: Change = (tx, id) =>
  moveAddress(tx, id, trustEmailAddress(`moved${id}-${++moved}@example.com`));
const erase: Change = async (tx, id) => {
  const person = await lockSubscriber(tx, id);
  if (person)
    await deletePerson(tx, {
      id,
      email: person.email,
      addressHash: ring.hashAddress(person.email),
    });
};
/** Into the third reader, who stays. */
const merge: Change = (tx, gone) => mergeSubscribers(tx, { kept: 3, gone });

const changes: { what: string; change: Change }[] = [
  { what: 'moves', change: move },
  { what: 'is erased', change: erase },
  { what: 'becomes one with another record', change: merge },
];

/** Replays the batch, lets it become unknown, and asks for its addresses once more. */
async function expectSame(db: Database, first: ClaimedBatch): Promise<void> {
  expect(bytesOf(await replay(db))).toBe(bytesOf(first));
  await db.execute(sql`update batches set state = 'unknown'`);
  const [unknown] = await readUnknownBatches(db, sendId);
  expect(unknown?.emails).toEqual(first.emails);
}

test.each(changes)(
  'who $what while the batch is claimed, and before is not known to have, is replayed as before',
  async ({ change }) => {
    const { db, readers } = await setSend(3);
    const [reader = 0] = readers;
    const first = await db.transaction(async (tx) => {
      await lockSubscriber(tx, reader);
      // In a savepoint: a part of a transaction has a number of its own, which no snapshot knows.
      await tx.transaction((part) => change(part, reader));
      return claim(db);
    });
    expect(first.emails[0]).toBe('reader1@example.com');
    await expectSame(db, first);
  },
);

test.each(changes)(
  'who $what after the moment of a claim, but before it looks, is replayed as it saw them',
  async ({ change }) => {
    const { db, readers } = await setSend(3);
    const [reader = 0] = readers;
    const first = await db.transaction(async (claiming) => {
      await claiming.execute(sql`select now()`);
      await db.transaction((tx) => change(tx, reader));
      return claim(asDatabase(claiming));
    });
    expect(first.emails).not.toContain('reader1@example.com');
    await expectSame(db, first);
  },
);

test('of several changes since the freeze the first to happen counts, not the first to begin', async () => {
  const { db, readers } = await setSend(3);
  const [reader = 0] = readers;
  const first = await claim(db);
  await db.transaction(async (early) => {
    await early.execute(sql`select pg_current_xact_id()`);
    await db.transaction((late) => move(late, reader));
    await lockSubscriber(early, reader);
    await move(early, reader);
    await move(early, reader);
  });
  await db.transaction((tx) => erase(tx, reader));
  await expectSame(db, first);
});

test('a batch that is frozen anew is replayed with the addresses of its second freeze', async () => {
  const { db, readers } = await setSend(3);
  const [reader = 0] = readers;
  const released = await claim(db);
  await db.transaction((tx) => move(tx, reader));
  const refusal = {
    kind: 'release',
    afterSeconds: 0,
    error: { name: 'why', message: '' },
  } as const;
  expect(await settleBatch(db, sendId, released, refusal)).toBe(true);
  const first = await claim(db);
  expect(bytesOf(first)).not.toBe(bytesOf(released));
  await db.transaction((tx) => move(tx, reader));
  await expectSame(db, first);
});

test('whatever changes while batches are claimed, every replay repeats the bytes of the first call', async () => {
  const { db, url, readers } = await setSend(60, 20);
  const { db: others, close } = openDatabase(url, 6);
  onTestFinished(close);
  let changing = 5;
  const changers = Array.from({ length: changing }, async (_, who) => {
    for (let turn = 0; turn < 80; turn++) {
      const goes = turn % 20 === 19;
      // One in each batch is everybody's: there changes wait for one another, in no order of numbers.
      const i = goes ? (turn * 7 + who * 11) % 50 : (turn % 3) * 20;
      await changeSomehow(others, readers[5 + i] ?? 0, (turn + who) % 5, goes);
    }
    changing -= 1;
  });
  let replays = 0;
  let changed = 0;
  const claimers = [0, 1, 2].map(async (n) => {
    while (changing > 0) {
      const first = await claim(db, n);
      for (let again = 0; again < 3; again++) {
        expect(bytesOf(await replay(db, n))).toBe(bytesOf(first));
        replays += 1;
      }
      if (!isDeepStrictEqual(await readAddresses(db, first), first.emails)) changed += 1;
      await db.execute(sql`
        update batches set state = 'ready', key = null, first_called_at = null, frozen_at = null
        where n = ${n}`);
    }
  });
  await Promise.all([...changers, ...claimers]);
  expect(replays).toBeGreaterThan(0);
  expect(changed).toBeGreaterThan(0);
});

/** One change, its transaction shaped in one of five ways; `goes`: the reader is erased or merged. */
async function changeSomehow(db: Database, reader: number, shape: number, goes: boolean) {
  class Undone extends Error {}
  const change = goes ? (shape % 2 === 0 ? erase : merge) : move;
  const changing = db.transaction(async (tx) => {
    // Numbered long before its turn comes.
    if (shape === 1) await tx.execute(sql`select pg_current_xact_id()`);
    if (!(await lockSubscriber(tx, reader))) return;
    if (shape === 2) await tx.transaction((part) => change(part, reader));
    else await change(tx, reader);
    // Open for as long as some claims take.
    if (shape === 3) for (let i = 0; i < 10; i++) await tx.execute(sql`select 1`);
    if (shape === 4) throw new Undone();
  });
  await changing.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
}

/** The addresses as they are by now. */
async function readAddresses(db: Database, { subscriberIds }: ClaimedBatch): Promise<unknown> {
  const rows = await db.execute(sql`
    select json_agg(coalesce(s.email, '') order by position) as emails
    from unnest(${`{${subscriberIds.join(',')}}`}::bigint[]) with ordinality member(id, position)
    left join subscribers s using (id)`);
  return rows[0]?.emails;
}
