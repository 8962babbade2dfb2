// After an outage of ours: has Resend deliver again the webhook events that it gave up.

import type { WebhookEvent } from '../../resend/api.ts';
import { findOwnWebhook, isForbidden, problems } from '../../resend/own-webhook.ts';
import { type ApiDeps, pacedCall } from '../../resend/paced-call.ts';
import { isBefore, readBack } from '../../resend/walk-back.ts';
import {
  beginPass,
  endPass,
  giveTurnBack,
  isSendAtWork,
  keepMissing,
  mostTries,
  type Pass,
  readNeed,
  readUnheard,
  recordProblem,
  recordProgress,
  recordReplay,
  skipPass,
  type Turn,
  takeTurn,
} from './missed-events-queries.ts';

export interface WebhookAccount {
  /** The address of our webhook, as the account at Resend has it. */
  endpoint: string;
  /** Requests per second that the account grants. */
  rate: number;
}

/** A tick makes the calls of so many seconds, one after the other: an email waits for one of them. */
const longestMs = 20_000;
/** A worker may make a thousand calls in one go. */
const mostCalls = 500;
/** While a send is at work, such a share of a minute's calls: a page and one replay at least. */
const shareBesideSend = 0.005;
const fewestCalls = 2;
/** What a look without a reason reads: the ten thousand newest events. */
const pagesAtLeisure = 100;
const pagesWithReason = 100_000;
const twoWeeksMs = 14 * 24 * 3600_000;
/** Before the first mail: Resend's clock is not ours. */
const clockSlackMs = 5 * 60_000;

/** Seconds until the next turn. */
const pause = { none: 0, forAnswer: 300, forReplays: 600, forEvents: 3600 } as const;

/**
 * One tick's part; gives the number of events asked for. Every six hours the list is read: back to
 * the first mail of which no event came, or a little of it at leisure. Events that failed and are
 * not in our log are delivered once more, under the same id, so that nothing is counted twice. If
 * none of them comes, the webhook is still down: from then on one an hour is tried.
 */
export async function replayMissedEvents(deps: ApiDeps, account: WebhookAccount): Promise<number> {
  const turn = await takeTurn(deps.db);
  if (turn === null) return 0;
  const replay = { ...deps, ...account, turn, asked: 0, calls: 0, endsAt: Date.now() + longestMs };
  await giveTurnBack(deps.db, await workTurn(replay));
  return replay.asked;
}

interface Replay extends ApiDeps, WebhookAccount {
  turn: Turn;
  asked: number;
  calls: number;
  endsAt: number;
}

type Step =
  | { kind: 'go_on' }
  /** The turn is over, and the next comes after so many seconds. */
  | { kind: 'stop'; seconds: number };
const goOn = { kind: 'go_on' } as const;
const stopFor = (seconds: number) => ({ kind: 'stop', seconds }) as const;

/** Gives the seconds until the next turn. */
async function workTurn(replay: Replay): Promise<number> {
  const { db, turn } = replay;
  const { isDeaf, again, open } = await readUnheard(db);
  if (turn.webhookId !== null) {
    if (isDeaf) return probe(replay, turn.webhookId, again[0]);
    if (turn.problem === problems.deaf) await recordProblem(db, null);
    for (const id of again) {
      const step = await ask(replay, turn.webhookId, id, 1);
      if (step.kind === 'stop') return step.seconds;
    }
  }
  const found = await findPass(replay);
  const step = found.kind === 'pass' ? await readEvents(replay, found.pass) : found;
  if (step.kind === 'stop') return step.seconds;
  return replay.asked + open > 0 ? pause.forReplays : pause.forEvents;
}

/** One event more, to see whether it comes; it costs no try. */
async function probe(replay: Replay, webhookId: string, id: string | undefined): Promise<number> {
  await recordProblem(replay.db, problems.deaf);
  if (id !== undefined) await ask(replay, webhookId, id, 0);
  return pause.forEvents;
}

/** The pass that is under way, or a new one if it is time for it: finds our webhook first. */
async function findPass(replay: Replay): Promise<Step | { kind: 'pass'; pass: Pass }> {
  const { db, api, endpoint, turn } = replay;
  if (turn.pass) return { kind: 'pass', pass: turn.pass };
  if (!turn.isDue) return goOn;
  const { hasSent, since } = await readNeed(db);
  if (!hasSent) return goOn;
  if (!(await mayCall(replay))) return stopFor(pause.none);
  const ours = findOwnWebhook(await pacedCall(db, () => api.listWebhooks()), endpoint);
  if (ours.kind === 'no_answer') return stopFor(pause.forAnswer);
  if (ours.kind === 'problem') {
    // Nobody needs to hear of a right that nothing is missing for.
    await skipPass(db, since === null ? null : ours.problem);
    return goOn;
  }
  const until = since === null ? Date.now() - twoWeeksMs : since - clockSlackMs;
  const pagesLeft = since === null ? pagesAtLeisure : pagesWithReason;
  const pass = { webhookId: ours.id, until, after: null, pagesLeft };
  await beginPass(db, pass);
  return { kind: 'pass', pass };
}

/** Goes on with the pass, to its end if it may make so many calls. */
async function readEvents(replay: Replay, pass: Pass): Promise<Step> {
  const { db, api } = replay;
  const list = (after: string | null) => api.listWebhookEvents(pass.webhookId, after);
  for (;;) {
    if (!(await mayCall(replay))) return stopFor(pause.none);
    const page = await readBack(db, list, pass);
    if (page.kind === 'wait') return stopFor(pause.forAnswer);
    if (page.kind === 'end') {
      // The next pass begins anew.
      await endPass(db, false);
      return goOn;
    }
    const failed = page.items.filter((event) => hasFailed(event) && !isBefore(event, pass.until));
    const typeOf = new Map(failed.map(({ id, type }) => [id, type]));
    for (const id of await keepMissing(db, [...typeOf.keys()])) {
      // Mail to us leaves no trace in the log unless it is an unsubscribe: nothing to wait for.
      const tries = typeOf.get(id) === 'email.received' ? mostTries : 1;
      const step = await ask(replay, pass.webhookId, id, tries);
      if (step.kind === 'stop') return step;
    }
    pass.pagesLeft -= 1;
    if (page.next === null || pass.pagesLeft <= 0) {
      await endPass(db, true);
      return goOn;
    }
    pass.after = page.next;
    await recordProgress(db, pass);
  }
}

/** Asks for one event, or stops if nothing more can be asked for now. */
async function ask(replay: Replay, webhookId: string, id: string, tries: number): Promise<Step> {
  const { db, api, turn } = replay;
  if (!(await mayCall(replay))) return stopFor(pause.none);
  const answer = await pacedCall(db, () => api.replayWebhookEvent(webhookId, id));
  if (answer.kind === 'ok') {
    replay.asked += 1;
    await recordReplay(db, id, turn.at, tries);
    return goOn;
  }
  if (answer.kind !== 'refused') return stopFor(pause.forAnswer);
  if (isForbidden(answer)) {
    await skipPass(db, problems.restricted);
    return stopFor(pause.forEvents);
  }
  await recordReplay(db, id, turn.at, mostTries);
  return goOn;
}

/** Looked at before every call: a send may begin at any moment. */
async function mayCall(replay: Replay): Promise<boolean> {
  if (Date.now() > replay.endsAt) return false;
  const calls = (await isSendAtWork(replay.db))
    ? replay.rate * 60 * shareBesideSend
    : Math.min(mostCalls, (replay.rate * longestMs) / 1000);
  replay.calls += 1;
  return replay.calls <= Math.max(fewestCalls, calls);
}

/** Events of mails alone; the account has others, of contacts and domains. */
function hasFailed({ type, status }: WebhookEvent): boolean {
  return status === 'failed' && type.startsWith('email.');
}
