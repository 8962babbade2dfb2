// One large send by the clock: roads of the engine over a queue that grows, and a Resend of whose calls some hang.

import { decideSweep } from '../../../src/sending/delivery/protocol.ts';
import { type Lane, type Road, type Turn, workRoad } from '../../../src/sending/delivery/road.ts';
import {
  laterTurn,
  newRoad,
  roadsFor,
  silentSeconds,
  wantedRoads,
} from '../../../src/sending/delivery/roads.ts';
import type { Settlement } from '../../../src/sending/delivery/settlement.ts';
import { type GrowingQueue, type Growth, startGrowingQueue } from '../../support/growing-queue.ts';
import { startVirtualClock } from '../../support/virtual-clock.ts';
import { type Batch, claimBatch, isHeld, isWorkable, plannedBatch, settleBatch } from './batch.ts';
import { countActive, viewFromRoad } from './batch-views.ts';

export interface RateCase {
  /** Calls a second that the account grants. */
  rate: number;
  growth: Growth;
}

/** One row of the table in docs/operations.md. Shares are of the calls granted, 0 to 1. */
export interface RateFigures extends RateCase {
  /** Accepted calls of the first minute after the trigger, of the nine after that, of all ten. */
  firstMinute: number;
  after: number;
  all: number;
  mostConsumers: number;
}

const minutes = 10;
const callSeconds = 0.8;
const hungSeconds = 30;
const oneInHangs = 100;
/** A round trip to the database. */
const statementSeconds = 0.02;
/** As in src/resend/pace-queries.ts. */
const share = 0.985;

/** Ten minutes of a send that has more than enough batches; the same each time. */
export async function measureRate({ rate, growth }: RateCase): Promise<RateFigures> {
  const clock = startVirtualClock();
  const world = createWorld(rate);
  const queue: GrowingQueue<Road> = startGrowingQueue('LANES', growth, (message) =>
    workRoad(
      {
        look: async (mark) => ({
          isSending: true,
          ...(await answer(() => viewFromRoad(world.batches, Date.now(), mark))),
        }),
        readTempo: () => answer(tempo),
        wantedRoads: (known) => wantedRoads('production', rate, known),
        takeTurn: world.takeTurn,
        conclude: async () => {},
        doesAnotherWait: async () => false,
        passOn: async (road, afterSeconds) => queue.send(road, afterSeconds),
        noteFailure: (error) => {
          throw error;
        },
      },
      message,
    ),
  );
  const tempo = () => ({ rate, callSeconds: world.callSeconds() });
  const wanted = () => wantedRoads('production', rate, tempo());
  let enqueuedAt = Number.NEGATIVE_INFINITY;
  const enqueue = (roads: number, turn: number) => {
    enqueuedAt = Date.now();
    for (let i = 0; i < roads; i++) queue.send({ road: newRoad(Date.now() + i), turn }, 0);
  };
  const sweep = () => {
    const isEnqueued = enqueuedAt > Date.now() - silentSeconds * 1000;
    const active = {
      ...countActive(world.batches, Date.now()),
      status: 'sending',
      isEnqueued,
    } as const;
    const step = decideSweep(active, wanted());
    if (step.kind === 'enqueue_roads') enqueue(step.roads, laterTurn);
  };

  enqueue(Math.min(wanted(), roadsFor(world.batches.length)), 0);
  // The tick of a minute and its second look; a send begins when it likes.
  await clock.pass(17);
  const accepted: number[] = [0];
  setInterval(sweep, 30_000);
  await clock.pass(60 - 17);
  accepted.push(world.accepted());
  await clock.pass((minutes - 1) * 60);
  accepted.push(world.accepted());
  const [, first = 0, all = 0] = accepted;
  const shareOf = (calls: number, overSeconds: number) =>
    Math.round((1000 * calls) / (rate * overSeconds)) / 1000;
  return {
    rate,
    growth,
    firstMinute: shareOf(first, 60),
    after: shareOf(all - first, (minutes - 1) * 60),
    all: shareOf(all, minutes * 60),
    mostConsumers: queue.mostAtWork(),
  };
}

const sleep = (seconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, seconds * 1000));

/** What a statement finds or writes, a round trip later. */
async function answer<Result>(read: () => Result): Promise<Result> {
  await sleep(statementSeconds);
  return read();
}

/** The batches of the send, the pace of its account, and Resend. */
function createWorld(rate: number) {
  const count = Math.ceil(rate * minutes * 60 * 1.1);
  const batches: Batch[] = Array.from({ length: count }, (_, n) => plannedBatch(n, [n], null));
  /** How long each call has taken, by its batch. */
  const took = new Map<number, { at: number; seconds: number }>();
  const draw = startDice(7);
  let slotAt = 0;
  let tokens = 0;
  let accepted = 0;

  /** As `takeSlot`: milliseconds until it, null if it is more than 20 s off. */
  function takeSlot(): number | null {
    if (slotAt > Date.now() + 20_000) return null;
    const gapMs = 1000 / (rate * share);
    slotAt = Math.max(slotAt + gapMs, Date.now());
    return slotAt - Date.now() - gapMs;
  }

  function claim(after: number, own: string): Batch | null {
    for (let n = after + 1; n < batches.length; n++) {
      const batch = batches[n];
      if (!batch || !isWorkable(batch, Date.now())) continue;
      tokens += 1;
      const token = `lease-${tokens}`;
      const facts = { now: Date.now(), key: token, token, lane: own, changes: 0 };
      const claimed = claimBatch(batch, { ...facts, whyLeft: () => null });
      batches[n] = claimed;
      return claimed;
    }
    return null;
  }

  async function settle(claimed: Batch, isHung: boolean): Promise<void> {
    const error = { name: 'timeout', message: '' };
    const settlement: Settlement = isHung
      ? { kind: 'replay', afterSeconds: 2, error }
      : { kind: 'accepted', ids: [] };
    await answer(() => {
      const batch = batches[claimed.n];
      const settled = batch && settleBatch(batch, claimed.leaseToken ?? '', settlement, Date.now());
      if (settled) batches[claimed.n] = settled;
    });
  }

  return {
    batches,
    accepted: () => accepted,
    /** As `readTempo`, but that it knows of calls that hung, too, how long they took. */
    callSeconds(): number | null {
      const now = Date.now();
      const recent = [...took.values()].filter(({ at }) => at > now - 60_000);
      const open = batches.filter((batch) => isHeld(batch, now));
      const seconds = [
        ...recent.map((call) => call.seconds),
        ...open.map(({ claimedAt }) => (now - (claimedAt ?? now)) / 1000),
      ];
      return seconds.length === 0 ? null : seconds.reduce((a, b) => a + b, 0) / seconds.length;
    },
    async takeTurn(lane: Lane, before: Promise<unknown>, cursor: number): Promise<Turn> {
      const [waitMs] = await Promise.all([answer(takeSlot), before]);
      if (waitMs === null) return { kind: 'no_slot', settled: before };
      await sleep(Math.max(0, waitMs) / 1000);
      const claimed = await answer(() => claim(cursor, lane.mark.own) ?? claim(-1, lane.mark.own));
      if (!claimed) return { kind: 'taken', batch: null, goOn: true, settled: before };
      const isHung = draw() < 1 / oneInHangs;
      await lane.calls.during(sleep(isHung ? hungSeconds : callSeconds));
      if (!isHung) accepted += 1;
      const at = claimed.claimedAt ?? 0;
      if (!isHung) took.set(claimed.n, { at, seconds: (Date.now() - at) / 1000 });
      return { kind: 'taken', batch: claimed, goOn: true, settled: settle(claimed, isHung) };
    },
  };
}

/** Numbers from 0 up to 1 that look random and are the same each time (mulberry32). */
function startDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
