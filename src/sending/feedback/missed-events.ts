// After an outage of ours: has Resend deliver again the webhook events that it gave up.

import type { WebhookEvent } from '../../resend/api.ts';
import { findOwnWebhook, isForbidden, problems } from '../../resend/own-webhook.ts';
import { type Host, pacedCall } from '../../resend/paced-call.ts';
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
import { momentOf } from './reconcile.ts';

export interface WebhookAccount {
  /** The address of our webhook, as the account at Resend has it. */
  endpoint: string;
  /** Requests per second that the account grants. */
  rate: number;
}

/** A tick makes the calls of so many seconds, one after the other: a letter waits for one of them. */
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
export async function replayMissedEvents(host: Host, account: WebhookAccount): Promise<number> {
  const turn = await takeTurn(host.db);
  if (turn === null) return 0;
  const work = { ...host, ...account, turn, asked: 0, calls: 0, endsAt: Date.now() + longestMs };
  await giveTurnBack(host.db, await workTurn(work));
  return work.asked;
}

interface Work extends Host, WebhookAccount {
  turn: Turn;
  asked: number;
  calls: number;
  endsAt: number;
}

/** Gives the seconds until the next turn. */
async function workTurn(work: Work): Promise<number> {
  const { db, turn } = work;
  const { isDeaf, again, open } = await readUnheard(db);
  if (turn.webhookId !== null) {
    if (isDeaf) return probe(work, turn.webhookId, again[0]);
    if (turn.problem === problems.deaf) await recordProblem(db, null);
    for (const id of again) {
      const stop = await ask(work, turn.webhookId, id, 1);
      if (stop !== null) return stop;
    }
  }
  const pass = turn.pass ?? (turn.isDue ? await look(work) : null);
  if (typeof pass === 'number') return pass;
  const stop = pass === null ? null : await readEvents(work, pass);
  if (stop !== null) return stop;
  return work.asked + open > 0 ? pause.forReplays : pause.forEvents;
}

/** One event more, to see whether it comes; it costs no try. */
async function probe(work: Work, webhookId: string, id: string | undefined): Promise<number> {
  await recordProblem(work.db, problems.deaf);
  if (id !== undefined) await ask(work, webhookId, id, 0);
  return pause.forEvents;
}

/** Finds our webhook and begins a pass; null if there is none to begin, or the seconds to wait. */
async function look(work: Work): Promise<Pass | number | null> {
  const { db, api, endpoint } = work;
  const { hasSent, since } = await readNeed(db);
  if (!hasSent) return null;
  if (!(await mayCall(work))) return pause.none;
  const ours = findOwnWebhook(await pacedCall(db, () => api.listWebhooks()), endpoint);
  if (ours.kind === 'no_answer') return pause.forAnswer;
  if (ours.kind === 'problem') {
    // Nobody needs to hear of a right that nothing is missing for.
    await skipPass(db, since === null ? null : ours.problem);
    return null;
  }
  const until = since === null ? Date.now() - twoWeeksMs : since - clockSlackMs;
  const pagesLeft = since === null ? pagesAtLeisure : pagesWithReason;
  const pass = { webhookId: ours.id, until, after: null, pagesLeft };
  await beginPass(db, pass);
  return pass;
}

/** Goes on with the pass; null at its end, or the seconds to wait. */
async function readEvents(work: Work, pass: Pass): Promise<number | null> {
  const { db, api } = work;
  for (;;) {
    if (!(await mayCall(work))) return pause.none;
    const page = await pacedCall(db, () => api.listWebhookEvents(pass.webhookId, pass.after));
    if (page.kind === 'refused') {
      // The webhook, or the event to go on behind, is gone: the next pass begins anew.
      await endPass(db, false);
      return null;
    }
    if (page.kind !== 'ok') return pause.forAnswer;
    const { data, has_more } = page.value;
    const failed = data.filter((event) => hasFailed(event) && !isBefore(event, pass.until));
    const typeOf = new Map(failed.map(({ id, type }) => [id, type]));
    for (const id of await keepMissing(db, [...typeOf.keys()])) {
      // Mail to us leaves no trace in the log unless it is a leaving: nothing to wait for.
      const tries = typeOf.get(id) === 'email.received' ? mostTries : 1;
      const stop = await ask(work, pass.webhookId, id, tries);
      if (stop !== null) return stop;
    }
    const last = data.at(-1);
    pass.pagesLeft -= 1;
    if (!last || !has_more || isBefore(last, pass.until) || pass.pagesLeft <= 0) {
      await endPass(db, true);
      return null;
    }
    pass.after = last.id;
    await recordProgress(db, pass);
  }
}

/** Asks for one event; null, or the seconds to wait if nothing more can be asked for now. */
async function ask(work: Work, webhookId: string, id: string, tries: number) {
  const { db, api, turn } = work;
  if (!(await mayCall(work))) return pause.none;
  const answer = await pacedCall(db, () => api.replayWebhookEvent(webhookId, id));
  if (answer.kind === 'ok') {
    work.asked += 1;
    await recordReplay(db, id, turn.at, tries);
    return null;
  }
  if (answer.kind !== 'refused') return pause.forAnswer;
  if (isForbidden(answer)) {
    await skipPass(db, problems.restricted);
    return pause.forEvents;
  }
  await recordReplay(db, id, turn.at, mostTries);
  return null;
}

/** Looked at before every call: a send may begin at any moment. */
async function mayCall(work: Work): Promise<boolean> {
  if (Date.now() > work.endsAt) return false;
  const calls = (await isSendAtWork(work.db))
    ? work.rate * 60 * shareBesideSend
    : Math.min(mostCalls, (work.rate * longestMs) / 1000);
  work.calls += 1;
  return work.calls <= Math.max(fewestCalls, calls);
}

/** Events of mails alone; the account has others, of contacts and domains. */
function hasFailed({ type, status }: WebhookEvent): boolean {
  return status === 'failed' && type.startsWith('email.');
}

/** False for a moment that cannot be read. */
function isBefore(event: WebhookEvent, until: number): boolean {
  const at = momentOf(event);
  return at !== 0 && at < until;
}
