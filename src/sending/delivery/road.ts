// One message of the queue LANES: a road of one to five lanes, passed on before its end.

import { decideLane, type LaneStep } from './protocol.ts';
import type { RoadView } from './road-queries.ts';
import { isRoadOver, lanesOfRoad, type Mark, markOf, newRoad, type Tempo } from './roads.ts';

/** What one turn of a lane came to. `settled`: its settlement, which may still be under way. */
export type Turn = { settled: Promise<unknown> } & (
  | { kind: 'no_room' }
  | { kind: 'no_slot' }
  /** A batch, or none was to be had. `goOn` false: the lane should look around before the next. */
  | { kind: 'taken'; batch: { n: number } | null; goOn: boolean }
);

/** What a message says. */
export interface Road {
  /** Tells it from other roads. */
  road: string;
  /** How often it was passed on. */
  turn: number;
}

/** What a road is worked with: the database and Resend, or a simulation of both. */
export interface RoadWork {
  look(mark: Mark): Promise<RoadView>;
  readTempo(): Promise<Tempo>;
  /** How many roads should be at work for the send. */
  wantedRoads(tempo: Tempo): number;
  /** One batch behind the cursor, if there is one, after `before` has ended. */
  takeTurn(lane: Lane, before: Promise<unknown>, cursor: number): Promise<Turn>;
  /** What a lane's end means for its send. */
  conclude(step: LaneStep): Promise<void>;
  doesAnotherWait(): Promise<boolean>;
  /** Puts the road's next message into the queue. */
  passOn(road: Road, afterSeconds: number): Promise<void>;
  noteFailure(error: unknown): void;
}

/** What the lanes of a road share. */
export interface Lane {
  mark: Mark;
  calls: Calls;
  /** What the last of all lanes of the road that looked around was to do. */
  seen: LaneStep | null;
}

/** The calls of a road that are under way. */
interface Calls {
  during<Result>(call: Promise<Result>): Promise<Result>;
}

const lookMs = 3_000;

/**
 * Works as many lanes as have a batch to work, five at most, until nothing is left for them or the road's
 * time is over. Several roads work the same send at once, in this or other isolates. As soon as a lane
 * hears that the time is over, the road is passed on: while the last calls are under way its next message
 * stands in the queue already, where a free consumer takes it, or its backlog asks for one. A lane that
 * fails ends alone, and the road soon after it: it comes again with the next message.
 *
 * @throws the first failure, if there is no next message: the queue then gives this one again
 */
export async function workRoad(work: RoadWork, { road: named, turn }: Road): Promise<void> {
  const [view, tempo] = await Promise.all([work.look(markOf(named, turn)), work.readTempo()]);
  const wanted = work.wantedRoads(tempo);
  const road = view.isDoubled ? newRoad() : named;
  const first = decideLane(view, wanted);
  if (first.kind === 'more') return work.passOn({ road, turn }, first.afterSeconds);
  if (first.kind !== 'work') return work.conclude(first);
  const watch = watchRoad(turn, tempo);
  let passedOn: Promise<void> | null = null;
  const mustEnd = () => {
    if (!watch.isOver()) return false;
    passedOn ??= work.passOn({ road, turn: turn + 1 }, 0);
    // If it fails, that is heard where it is waited for.
    passedOn.catch(() => {});
    return true;
  };
  const lane: Lane = { mark: markOf(road, turn), calls: watch, seen: null };
  const watching = lookForOthers(work, watch);
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(lanesOfRoad, view.due) }, () =>
      runLane(work, lane, wanted, mustEnd).catch((error: unknown) => {
        work.noteFailure(error);
        watch.hasten();
        throw error;
      }),
    ),
  ).finally(watching.stop);
  await passedOn;
  if (passedOn !== null) return;
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  // Who looked last knows best: the others may have seen no more than calls of their neighbours.
  if (lane.seen?.kind === 'more') await work.passOn({ road, turn: 0 }, lane.seen.afterSeconds);
}

/** One lane: turn after turn. It looks around before it takes a slot in vain. */
async function runLane(
  work: RoadWork,
  lane: Lane,
  wanted: number,
  mustEnd: () => boolean,
): Promise<void> {
  let next: LaneStep = { kind: 'work' };
  let cursor = -1;
  let settled: Promise<unknown> = Promise.resolve();
  while (next.kind === 'work' && !mustEnd()) {
    const turn = await work.takeTurn(lane, settled, cursor);
    settled = turn.settled;
    if (turn.kind === 'no_slot') return;
    if (turn.kind === 'no_room') continue;
    if (turn.batch) {
      cursor = turn.batch.n;
      if (turn.goOn) continue;
      await settled;
    }
    next = decideLane(await work.look(lane.mark), wanted);
    // What is due and was not to be had is being claimed by others.
    if (!turn.batch && next.kind === 'work') next = { kind: 'more', afterSeconds: 1 };
    lane.seen = next;
  }
  await settled;
  await work.conclude(next);
}

interface Watch extends Calls {
  isOver(): boolean;
  /** The road is to end soon. */
  hasten(): void;
}

function watchRoad(turn: number, { callSeconds }: Tempo): Watch {
  const startedAt = Date.now();
  const begun = new Set<{ at: number }>();
  let isWanted = false;
  let isOver = false;
  return {
    async during(call) {
      const mark = { at: Date.now() };
      begun.add(mark);
      try {
        return await call;
      } finally {
        begun.delete(mark);
      }
    },
    hasten() {
      isWanted = true;
    },
    isOver() {
      const now = Date.now();
      const longest = Math.max(0, ...[...begun].map(({ at }) => now - at));
      const road = { seconds: (now - startedAt) / 1000, turn, callSeconds, isWanted };
      isOver ||= isRoadOver({ ...road, longestCallSeconds: longest / 1000 });
      return isOver;
    },
  };
}

/** Every few seconds, beside the lanes: a road ends early for a send that waits for a consumer. */
function lookForOthers(work: RoadWork, watch: Watch): { stop(): void } {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    // What fails here is a lane's failure in a moment: they use the same database.
    const waits = await work.doesAnotherWait().catch(() => false);
    isLooking = false;
    if (waits) watch.hasten();
  };
  const timer = setInterval(() => void look(), lookMs);
  return { stop: () => clearInterval(timer) };
}
