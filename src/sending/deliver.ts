// Hands batches to Resend: claim and freeze, pace, personalise, call, settle; again and again.

import type { TokenRing } from '../base/token.ts';
import type { Database } from '../db/client.ts';
import { referToTemplate } from '../render/hosted.ts';
import {
  type CompiledMail,
  compileMail,
  type PersonalValues,
  personaliseBatch,
} from '../render/personalise.ts';
import { personalValues } from '../render/recipient.ts';
import type { ResendClient } from '../resend/client.ts';
import { type ClaimedBatch, claimNextBatch, readRemaining, settleBatch } from './batch-queries.ts';
import { finishSend } from './finish.ts';
import { refuseTemplate } from './hosting-queries.ts';
import { learnRate, slowDown, waitForSlot } from './pace.ts';
import type { FrozenSend } from './plan.ts';
import { decideLaneEnd, pauseAfter, settleBeforeCall, settleWithoutSlot } from './protocol.ts';
import {
  changeStatus,
  closeCancelled,
  countRefusal,
  forgetRefusals,
  readFrozenSend,
} from './send-queries.ts';
import { type Consequence, decideSettlement } from './settlement.ts';

export interface Delivery {
  db: Database;
  tokens: TokenRing;
  resend: ResendClient;
}

/** How long one job works before it passes itself on, in seconds. */
const laneSeconds = 10;

export type LaneEnd =
  /** Nothing is left for this lane. */
  | { kind: 'done' }
  /** There is more: ring again after so many seconds. */
  | { kind: 'more'; afterSeconds: number };

/**
 * One lane: works batch after batch of a send until its time is over or nothing is left. Several
 * lanes work the same send at once, in this or other isolates: the claim keeps them apart.
 */
export async function deliverLane(delivery: Delivery, sendId: string): Promise<LaneEnd> {
  const { db } = delivery;
  const mail = await loadMail(db, sendId);
  if (!mail) return { kind: 'done' };
  const endsAt = Date.now() + laneSeconds * 1000;
  let cursor = -1;
  let settled: Promise<unknown> = Promise.resolve();
  while (Date.now() < endsAt) {
    // Three statements go to the database at once: none of them needs to know of the others.
    const next = Promise.all([claimNextBatch(db, sendId, cursor), waitForSlot(db), settled]);
    let [batch, hasSlot] = await next;
    if (!batch && cursor >= 0) batch = await claimNextBatch(db, sendId, -1);
    if (!batch) return endLane(db, sendId);
    cursor = batch.n;
    const end = await deliverBatch(delivery, sendId, mail, batch, hasSlot);
    settled = end.settled;
    if (!end.goOn) {
      await settled;
      return endLane(db, sendId);
    }
  }
  await settled;
  return { kind: 'more', afterSeconds: 0 };
}

interface BatchEnd {
  /** False: this lane should stop for now. */
  goOn: boolean;
  /** The settlement may still be under way. */
  settled: Promise<unknown>;
}

/** One claimed batch to its settlement. */
async function deliverBatch(
  delivery: Delivery,
  sendId: string,
  mail: LoadedMail,
  batch: ClaimedBatch,
  hasSlot: boolean,
): Promise<BatchEnd> {
  const { db, resend } = delivery;
  const size = batch.subscriberIds.length;
  const early = settleBeforeCall({ size, keyAgeSeconds: batch.keyAgeSeconds });
  if (early) return { goOn: true, settled: settleBatch(db, sendId, batch, early) };
  if (!hasSlot) {
    const settlement = settleWithoutSlot(batch.attempts);
    return { goOn: false, settled: settleBatch(db, sendId, batch, settlement) };
  }
  const values = valuesOf(delivery.tokens, sendId, mail.frozen, batch);
  const compiled = batch.hosted ? hostedMail(mail) : mail.compiled;
  const body = personaliseBatch(compiled, values, spareBodies.pop());
  const outcome = await resend.sendBatch(body, size, batch.key);
  // Nobody reads the body of a call that was answered whole; of any other, a socket might.
  if (outcome.kind === 'accepted' && spareBodies.length < spareBodiesKept) spareBodies.push(body);
  const { settlement, consequence } = decideSettlement(outcome, {
    size,
    attempts: batch.attempts,
    keyAgeSeconds: batch.keyAgeSeconds,
    isHalf: batch.isHalf,
    hosted: batch.hosted,
  });
  // The send pauses before the batch is free again: no other lane may take it in between.
  const goOn = await applyConsequence(db, sendId, mail, consequence);
  const settled = settleBatch(db, sendId, batch, settlement);
  // If the note fails, so does the lane, and nobody is left to hear how the settlement ended.
  settled.catch(() => {});
  if (outcome.kind === 'accepted') await noteSuccess(db, sendId, mail, outcome.granted);
  return { goOn, settled };
}

/** What a batch's outcome means for the send or the account. False: stop this lane. */
async function applyConsequence(
  db: Database,
  sendId: string,
  mail: LoadedMail,
  consequence: Consequence,
): Promise<boolean> {
  let refusals = 0;
  if (consequence.kind === 'drop_template') {
    await refuseTemplate(db, sendId, mail.frozen.edition ?? null);
  }
  if (consequence.kind === 'slow_down') {
    await slowDown(db, consequence.afterSeconds, consequence.rate);
  }
  if (consequence.kind === 'count_refusal') {
    mail.sawRefusal = true;
    refusals = await countRefusal(db, sendId);
  }
  const pause = pauseAfter(consequence, refusals, new Date());
  if (pause) await changeStatus(db, sendId, ['sending'], pause);
  return pause === null;
}

async function noteSuccess(
  db: Database,
  sendId: string,
  mail: LoadedMail,
  granted: number | null,
): Promise<void> {
  if (granted !== null && granted !== mail.knownRate) {
    mail.knownRate = granted;
    await learnRate(db, granted);
  }
  if (mail.sawRefusal) {
    mail.sawRefusal = false;
    await forgetRefusals(db, sendId);
  }
}

async function endLane(db: Database, sendId: string): Promise<LaneEnd> {
  await closeCancelled(db, sendId);
  const remaining = await readRemaining(db, sendId);
  const end = decideLaneEnd(remaining);
  if (end.kind === 'finish') await finishSend(db, sendId);
  return end.kind === 'more' ? end : { kind: 'done' };
}

// ── The mail in memory ──────────────────────────────────────────────────────────────────────────

interface LoadedMail {
  /** With its html. */
  compiled: CompiledMail;
  /** The message that refers to the hosted template; null if the send never had one. */
  hosted: CompiledMail | null;
  frozen: FrozenSend;
  knownRate: number | null;
  sawRefusal: boolean;
}

/**
 * Bodies of answered calls, to be written over: 0.4 ms a batch instead of 1.0. The isolate's, not
 * each lane's: a lane that waits for its slot must not hold 4 MB of the 128 there are.
 */
const spareBodies: Uint8Array<ArrayBuffer>[] = [];
const spareBodiesKept = 4;

/** Frozen mails never change, so an isolate keeps the last few: bytes only, no I/O objects. */
const loadedMails = new Map<string, LoadedMail>();
const loadedMailsKept = 8;

async function loadMail(db: Database, sendId: string): Promise<LoadedMail | null> {
  const known = loadedMails.get(sendId);
  if (known) return known;
  const frozen = await readFrozenSend(db, sendId);
  if (!frozen) return null;
  const templateId = frozen.hostedTemplateId ?? null;
  const loaded = {
    compiled: compileMail(frozen.mail),
    hosted: templateId === null ? null : compileMail(referToTemplate(frozen.mail, templateId)),
    frozen,
    knownRate: null,
    sawRefusal: true,
  };
  loadedMails.set(sendId, loaded);
  const eldest = loadedMails.keys().next().value;
  if (loadedMails.size > loadedMailsKept && eldest !== undefined) loadedMails.delete(eldest);
  return loaded;
}

function hostedMail({ hosted }: LoadedMail): CompiledMail {
  if (!hosted) throw new Error('A batch refers to a template that its send does not have');
  return hosted;
}

/** The values of every mail of a batch: made from frozen inputs only, so that a replay repeats them. */
function valuesOf(
  tokens: TokenRing,
  sendId: string,
  frozen: FrozenSend,
  batch: ClaimedBatch,
): PersonalValues[] {
  const list = frozen.lists.find((candidate) => candidate.id === batch.listId);
  if (!list) throw new Error(`Batch ${batch.n} is for a list that was not frozen`);
  const ring = frozen.signedWith ? tokens.signingWith(frozen.signedWith) : tokens;
  const context = { ring, publicUrl: frozen.publicUrl, send: sendId, batch: batch.n };
  return batch.subscriberIds.map((subscriber, i) => {
    const email = batch.emails[i];
    if (!email) throw new Error(`Batch ${batch.n} has a recipient without an address`);
    return personalValues(
      { subscriber, email, list: list.id, listSlug: list.slug, listName: list.name },
      context,
    );
  });
}
