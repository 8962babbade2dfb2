// What the lanes of a road do: slot, claim and freeze, personalise, call, settle; again and again.

import type { TokenRing } from '../../base/token.ts';
import type { Database } from '../../db/client.ts';
import type { ResendClient } from '../../resend/client.ts';
import { learnRate, slowDown, waitForSlot } from '../../resend/pace.ts';
import { finishSend } from '../finish.ts';
import type { FrozenWarmUp } from '../ladder.ts';
import { refuseTemplate } from '../planning/hosting-queries.ts';
import { changeStatus, closeCancelled } from '../send-queries.ts';
import { stillWarming } from '../warm-up/choose.ts';
import { noteDay } from '../warm-up/warm-up-queries.ts';
import { type ClaimedBatch, claimNextBatch, settleBatch } from './batch-queries.ts';
import { type Berth, bodyRoom } from './memory/body-room.ts';
import { estimateBody, type LoadedMail, loadMail, writeBody } from './memory/loaded-mail.ts';
import { callWithinSeconds, type LaneStep, settleBeforeCall, settleUncalled } from './protocol.ts';
import { type Lane, type Road, type Turn, workRoad } from './road.ts';
import { doesAnotherWait, readRoad, readTempo } from './road-queries.ts';
import type { Tempo } from './roads.ts';
import { type Consequence, decideSettlement } from './settlement.ts';
import { holdBack, nothingCounted, pauseAfter, type Standing } from './standing.ts';
import { countRefusal, countUnclear, forgetTrouble } from './standing-queries.ts';
import { claimWithinDay } from './warm-up-claim.ts';

export interface DeliveryDeps {
  db: Database;
  tokens: TokenRing;
  resend: ResendClient;
  /** How many roads should be at work for the send (roads.ts). */
  wantedRoads(tempo: Tempo): number;
  /** Puts the road's next message into the queue, to come after so many seconds. */
  passOn(message: RoadMessage, afterSeconds: number): Promise<void>;
  /** A lane failed; the others of its road go on. */
  noteFailure(error: unknown): void;
}

/** What a message of the queue LANES says. */
export type RoadMessage = Road & { sendId: string };

/**
 * One message's work. The claim keeps lanes apart. A lane takes a slot before it claims, so that no batch
 * is held by somebody who only waits.
 */
export async function deliverRoad(
  deps: DeliveryDeps,
  { sendId, ...message }: RoadMessage,
): Promise<void> {
  const { db } = deps;
  const mail = await loadMail(db, sendId);
  if (!mail) return;
  const warmUp = await stillWarming(db, mail.frozen.warmUp ?? null);
  await workRoad(
    {
      look: (mark) => readRoad(db, sendId, mark),
      readTempo: () => readTempo(db, sendId),
      wantedRoads: deps.wantedRoads,
      takeTurn: (lane, before, cursor) =>
        takeTurn({ ...deps, ...lane, sendId, mail, warmUp }, before, cursor),
      conclude: (step) => conclude(db, sendId, step),
      doesAnotherWait: () => doesAnotherWait(db, sendId),
      passOn: (road, afterSeconds) => deps.passOn({ sendId, ...road }, afterSeconds),
      noteFailure: deps.noteFailure,
    },
    message,
  );
}

async function conclude(db: Database, sendId: string, { kind }: LaneStep): Promise<void> {
  if (kind === 'finish') await finishSend(db, sendId);
  if (kind === 'done') await closeCancelled(db, sendId);
}

/** A lane at work. */
interface LaneWork extends DeliveryDeps, Lane {
  sendId: string;
  mail: LoadedMail;
  /** Null: no day has a cap. */
  warmUp: FrozenWarmUp | null;
}

/**
 * One batch behind the cursor, if there is one. Room for its body comes before its slot, and both
 * before its claim: who waits for either holds nothing that others could use.
 */
async function takeTurn(work: LaneWork, before: Promise<unknown>, cursor: number): Promise<Turn> {
  // If it fails, that is heard where it is waited for.
  before.catch(() => {});
  const berth = await bodyRoom.wait(estimateBody(work.mail));
  if (!berth) return { kind: 'no_room', settled: before };
  let spare: Uint8Array<ArrayBuffer> | undefined;
  try {
    // Two statements go to the database at once: neither needs to know of the other.
    const [hasSlot] = await Promise.all([waitForSlot(work.db), before]);
    // Those who wait for the slots of the next 20 s use the whole rate: one lane more is no help.
    if (!hasSlot) return { kind: 'no_slot', settled: before };
    const batch = await claimBatch(work, cursor);
    if (!batch) return { kind: 'taken', batch, goOn: true, settled: before };
    const end = await deliverBatch(work, batch, berth);
    spare = end.spare;
    return { kind: 'taken', batch, goOn: end.goOn && !batch.isLast, settled: end.settled };
  } finally {
    bodyRoom.leave(berth, spare);
  }
}

/** With the moment by which its call must have started, by our own clock; `day`: of the warm-up. */
type TimedBatch = ClaimedBatch & { callBy: number; day?: string };

/** A batch behind the cursor, or else any. */
async function claimBatch(
  { db, sendId, mark, warmUp }: LaneWork,
  cursor: number,
): Promise<TimedBatch | null> {
  const claimAfter = (after: number): Promise<Omit<TimedBatch, 'callBy'> | null> =>
    warmUp
      ? claimWithinDay(db, warmUp, sendId, after, mark.own)
      : claimNextBatch(db, sendId, after, mark.own);
  let sentAt = Date.now();
  let batch = await claimAfter(cursor);
  if (!batch && cursor >= 0) {
    sentAt = Date.now();
    batch = await claimAfter(-1);
  }
  return batch && { ...batch, callBy: sentAt + callWithinSeconds * 1000 };
}

interface BatchEnd {
  /** False: this lane should stop for now. */
  goOn: boolean;
  /** The settlement may still be under way. */
  settled: Promise<unknown>;
  /** Its body, if nobody reads it any more. */
  spare?: Uint8Array<ArrayBuffer>;
}

/** One claimed batch to its settlement. */
async function deliverBatch(work: LaneWork, batch: TimedBatch, berth: Berth): Promise<BatchEnd> {
  const { db, resend, sendId, mail } = work;
  const size = batch.subscriberIds.length;
  const early = settleBeforeCall({ size, keyAgeSeconds: batch.keyAgeSeconds });
  if (early) return { goOn: true, settled: settleBatch(db, sendId, batch, early) };
  const body = writeBody(mail, work.tokens, sendId, batch);
  bodyRoom.fill(berth, body);
  if (Date.now() > batch.callBy) {
    return { goOn: true, settled: settleBatch(db, sendId, batch, settleUncalled(batch.attempts)) };
  }
  const outcome = await work.calls.during(resend.sendBatch(body, size, batch.key));
  const decided = decideSettlement(outcome, {
    size,
    attempts: batch.attempts,
    keyAgeSeconds: batch.keyAgeSeconds,
    isHalf: batch.isHalf,
    hosted: batch.hosted,
  });
  // The send pauses before the batch is free again: no other lane may take it in between.
  const { goOn, standing } = await applyConsequence(work, decided.consequence);
  const settled = settleBatch(db, sendId, batch, holdBack(decided.settlement, standing));
  // If the note fails, so does the lane, and nobody is left to hear how the settlement ended.
  settled.catch(() => {});
  if (outcome.kind !== 'accepted') return { goOn, settled };
  await noteSuccess(work, outcome.granted, batch.day);
  // Nobody reads the body of a call that was answered whole; of any other, a socket might.
  return { goOn, settled, spare: body };
}

/** What a batch's outcome means for the send or the account. `goOn` false: stop this lane. */
async function applyConsequence(
  { db, sendId, mail }: LaneWork,
  consequence: Consequence,
): Promise<{ goOn: boolean; standing: Standing }> {
  let standing = nothingCounted;
  if (consequence.kind === 'drop_template') {
    await refuseTemplate(db, sendId, mail.frozen.edition ?? null);
  }
  if (consequence.kind === 'slow_down') {
    await slowDown(db, consequence.afterSeconds, consequence.rate);
  }
  if (consequence.kind === 'count_refusal') {
    mail.memory.noteTrouble();
    standing = await countRefusal(db, sendId, consequence.isHalf);
  }
  if (consequence.kind === 'count_unclear') {
    mail.memory.noteTrouble();
    standing = await countUnclear(db, sendId);
  }
  const pause = pauseAfter(consequence, standing, new Date());
  if (pause) await changeStatus(db, sendId, ['sending'], pause);
  return { goOn: pause === null, standing };
}

async function noteSuccess(
  { db, sendId, mail, warmUp }: LaneWork,
  granted: number | null,
  day: string | undefined,
): Promise<void> {
  if (warmUp && day !== undefined) await noteDay(db, warmUp.domain, day);
  if (granted !== null && mail.memory.isNewRate(granted)) await learnRate(db, granted);
  if (mail.memory.takeTrouble()) await forgetTrouble(db, sendId);
}
