import { expect, test } from 'vitest';
import { type Road, type RoadWork, workRoad } from '../../../src/sending/delivery/road.ts';
import { newRoad } from '../../../src/sending/delivery/roads.ts';
import { startVirtualClock } from '../../support/virtual-clock.ts';

interface Facts {
  /** How long the n-th call takes, in seconds; it fails if that is negative. */
  callSeconds?: (n: number) => number;
  turn?: number;
  anotherWaits?: boolean;
  passOnFails?: boolean;
}

/** A road of five lanes with more to do than they can; its clock passes with `clock`. */
function startRoad(facts: Facts) {
  const clock = startVirtualClock();
  const callSeconds = facts.callSeconds ?? (() => 0.8);
  const passedOn: { at: number; message: Road }[] = [];
  const failures: unknown[] = [];
  let [calls, underWay] = [0, 0];
  const work: RoadWork = {
    look: async () => ({ isSending: true, dueInSeconds: -1, due: 99, ahead: 0, isDoubled: false }),
    readTempo: async () => ({ rate: 5, callSeconds: null }),
    wantedRoads: () => 2,
    async takeTurn(lane) {
      const n = calls;
      calls += 1;
      underWay += 1;
      const seconds = callSeconds(n);
      await lane.calls.during(
        new Promise<void>((resolve) => void setTimeout(resolve, Math.abs(seconds) * 1000)),
      );
      underWay -= 1;
      if (seconds < 0) throw new Error('no database');
      return { kind: 'taken', batch: { n }, goOn: true, settled: Promise.resolve() };
    },
    conclude: async () => {},
    doesAnotherWait: async () => facts.anotherWaits ?? false,
    async passOn(message) {
      if (facts.passOnFails) throw new Error('no queue');
      passedOn.push({ at: clock.now(), message });
    },
    noteFailure: (error) => failures.push(error),
  };
  const road = newRoad(0);
  const ended: { at: number | null; error: unknown } = { at: null, error: null };
  void workRoad(work, { road, turn: facts.turn ?? 0 })
    .catch((error: unknown) => {
      ended.error = error;
    })
    .finally(() => {
      ended.at = clock.now();
    });
  return { clock, road, passedOn, failures, ended, calls: () => calls, underWay: () => underWay };
}

test('a road is passed on once, while its last calls are under way, and ends with them', async () => {
  const run = startRoad({ callSeconds: (n) => 0.7 + n / 100 });
  await run.clock.pass(1);
  expect(run.underWay()).toBe(5);
  await run.clock.pass(1.3);
  expect(run.passedOn).toMatchObject([{ message: { road: run.road, turn: 1 } }]);
  expect(run.ended.at).toBeNull();
  await run.clock.pass(5);
  expect(run.passedOn).toHaveLength(1);
  expect(run.ended.at).toBeLessThan(4);
});

test('each time it is passed on a road is worked twice as long, up to 80 s', async () => {
  const ends: number[] = [];
  for (const turn of [0, 1, 3, 5, 6, 40]) {
    const run = startRoad({ turn });
    await run.clock.pass(200);
    ends.push(Math.floor(run.passedOn[0]?.at ?? 0));
  }
  expect(ends).toEqual([2, 4, 16, 64, 80, 80]);
});

test('while one call hangs its neighbours go on, and the road ends when it is over', async () => {
  const run = startRoad({ callSeconds: (n) => (n === 2 ? 30 : 0.8) });
  await run.clock.pass(29);
  expect(run.passedOn).toEqual([]);
  expect(run.calls()).toBeGreaterThan(4 * 30);
  await run.clock.pass(3);
  expect(run.passedOn).toHaveLength(1);
  expect(run.ended.at).toBeLessThan(32);
});

test('a road on which calls hang without end is passed on all the same', async () => {
  const run = startRoad({ callSeconds: (n) => (n % 9 === 4 ? 30 : 0.8) });
  await run.clock.pass(120);
  expect(run.passedOn[0]?.at).toBeLessThanOrEqual(2 + 65 + 30);
  expect(run.ended.at).toBeLessThan(100);
});

test('a road ends after five seconds for another send that waits', async () => {
  const run = startRoad({ turn: 6, anotherWaits: true });
  await run.clock.pass(10);
  expect(run.passedOn[0]?.at).toBeGreaterThanOrEqual(5);
  expect(run.ended.at).toBeLessThan(7);
});

test('a lane that fails ends alone; the road goes on and is passed on soon', async () => {
  const run = startRoad({ turn: 6, callSeconds: (n) => (n === 3 ? -0.1 : 0.8) });
  await run.clock.pass(4);
  expect(run.failures).toHaveLength(1);
  expect(run.underWay()).toBe(4);
  await run.clock.pass(4);
  expect(run.passedOn).toMatchObject([{ message: { turn: 7 } }]);
  expect(run.ended.error).toBeNull();
});

test('a road whose every lane fails, or that cannot be passed on, fails: its message comes again', async () => {
  const dead = startRoad({ callSeconds: () => -0.1 });
  await dead.clock.pass(1);
  expect(dead.passedOn).toEqual([]);
  expect(dead.ended.error).toEqual(new Error('no database'));
  const stuck = startRoad({ passOnFails: true });
  await stuck.clock.pass(5);
  expect(stuck.ended.error).toEqual(new Error('no queue'));
});
