import { expect, test } from 'vitest';
import type { Digest } from '../../../src/digest/schema.ts';
import { freezeMail } from '../../../src/render/mail.tsx';
import { compileMail, estimateMessage, personaliseBatch } from '../../../src/render/personalise.ts';
import {
  type Berth,
  bodyRoom,
  createBodyRoom,
} from '../../../src/sending/delivery/memory/body-room.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { context, digests, reader } from '../../render/samples.ts';
import { confirmReaders, startEngine, writeDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

const megabyte = 1024 * 1024;
const limits = { underWay: 40, all: 48 };

/** The Japanese sample's sections over and over, up to about 100 KB of HTML: more is refused. */
function largeDigest(): Digest {
  const own = digests.ja.sections;
  const story = '灯りのともる窓を数えながら、町は少しずつ夜の過ごし方を覚えていった。'.repeat(12);
  const sections = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => {
    const section = own[index % own.length];
    if (!section) throw new Error('no section');
    const body = [...section.body, { text: `${index}：${story}`, voice: 'narration' as const }];
    return { ...section, body };
  });
  return { ...digests.ja, sections };
}

function take(room: ReturnType<typeof createBodyRoom>, bytes: number): Berth {
  const berth = room.take(bytes);
  if (!berth) throw new Error('no room');
  return berth;
}

test('bodies under way have so many bytes, and one alone as many as it needs', () => {
  const room = createBodyRoom(limits);
  const [first] = [take(room, 20), take(room, 20)];
  expect(room.take(1)).toBeNull();
  room.leave(first);
  expect(room.take(21)).toBeNull();
  take(room, 20);
  const narrow = createBodyRoom(limits);
  take(narrow, 100);
  expect(narrow.take(1)).toBeNull();
});

test('a body that became smaller than it was thought leaves room for others', () => {
  const room = createBodyRoom(limits);
  const berth = take(room, 40);
  room.fill(berth, new Uint8Array(10));
  expect(room.take(30)).not.toBeNull();
});

test('who waits has room as soon as somebody leaves, and is sent away after four seconds', async () => {
  let now = 0;
  const room = createBodyRoom(limits, () => now);
  const berth = take(room, 40);
  const waiting = room.wait(40);
  room.leave(berth);
  expect(await waiting).not.toBeNull();
  const inVain = room.wait(40);
  now = 4_000;
  expect(await inVain).toBeNull();
});

test('what an invocation never gave back counts for two minutes', () => {
  let now = 0;
  const room = createBodyRoom(limits, () => now);
  take(room, 40);
  now = 119_999;
  expect(room.take(1)).toBeNull();
  now = 120_000;
  expect(room.take(40)).not.toBeNull();
});

test('whatever was under way is spare afterwards; the latest, and fewer while more is under way', () => {
  const room = createBodyRoom(limits);
  const berths = [20, 20].map((bytes) => take(room, bytes));
  for (const berth of berths) room.leave(berth, new Uint8Array(20));
  expect(room.held()).toEqual({ underWay: 0, spare: 40 });
  room.leave(take(room, 10), new Uint8Array(10));
  expect(room.held()).toEqual({ underWay: 0, spare: 30 });
  expect(room.reuse(21)).toBeUndefined();
  expect(room.reuse(7)?.byteLength).toBe(10);
  expect(room.held()).toEqual({ underWay: 0, spare: 20 });

  const berth = take(room, 40);
  room.fill(berth, new Uint8Array(40));
  expect(room.held()).toEqual({ underWay: 40, spare: 0 });
});

test('a body that is not written yet takes no memory from the spare ones', () => {
  const room = createBodyRoom(limits);
  room.leave(take(room, 12), new Uint8Array(12));
  const berth = take(room, 38);
  expect(room.held().spare).toBe(12);
  room.fill(berth, new Uint8Array(38));
  expect(room.held().spare).toBe(0);
});

test.each(['sample', 'large'])(
  'the size of a body is known to a tenth before it is written: %s',
  async (which) => {
    const digest = which === 'large' ? largeDigest() : digests.ja;
    const compiled = compileMail(await freezeMail(digest, context));
    const body = personaliseBatch(compiled, Array(100).fill(reader));
    const share = (100 * estimateMessage(compiled)) / body.byteLength;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1.1);
  },
);

test('five lanes with a digest of 100 KB hold 28 MB of bodies at most, and send all of it once', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 800);
  await engine.fault({ fault: 'slow', delayMs: 300, times: 8 });
  const { resend, db } = engine.deps;
  const sizes: number[] = [];
  const memories = new Set<ArrayBuffer>();
  let [underWay, most] = [0, 0];
  engine.deps.resend = {
    ...resend,
    async sendBatch(body, count, key) {
      sizes.push(body.byteLength);
      memories.add(body.buffer);
      underWay += body.buffer.byteLength;
      most = Math.max(most, underWay);
      try {
        return await resend.sendBatch(body, count, key);
      } finally {
        underWay -= body.buffer.byteLength;
      }
    },
  };
  const sendId = await startSend(engine, { digestId: await writeDigest(engine, largeDigest()) });
  await engine.drain({ delayed: true });
  expect(await readSend(db, sendId)).toMatchObject({ status: 'sent', counts: { accepted: 800 } });
  expect(await engine.stats()).toMatchObject({ accepted: 800, duplicates: 0, requests: 8 });
  // More than one at once, and three would have been too many.
  expect(3 * Math.min(...sizes)).toBeGreaterThan(28 * megabyte);
  expect(most).toBeGreaterThan(Math.max(...sizes));
  expect(most).toBeLessThanOrEqual(28 * megabyte);
  // Written over and over: nothing is let go, for it would stay in memory for a while.
  expect(memories.size).toBe(2);
  const { underWay: held, spare } = bodyRoom.held();
  expect(held).toBe(0);
  expect(spare).toBeLessThanOrEqual(28 * megabyte);
});
