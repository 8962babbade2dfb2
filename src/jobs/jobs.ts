// Queue messages become verbs: done is acked, a failure is retried later, going on is a new message.

import { removeRows } from '../audience/lists/removal.ts';
import { runImport } from '../audience/transfer/import/run.ts';
import type { Database } from '../db/client.ts';
import type { Patience } from '../db/deadline.ts';
import { describe, log } from '../log.ts';
import { workFeed } from '../proposals/feeds/work.ts';
import { workProposal } from '../proposals/making/work.ts';
import { watchSources } from '../proposals/watch/watch.ts';
import { type DeliveryDeps, deliverRoad, type RoadMessage } from '../sending/delivery/deliver.ts';
import { planSend } from '../sending/planning/plan.ts';
import {
  type SweepOptions,
  startIfDue,
  sweepWork,
  type WorkToEnqueue,
} from '../sending/watch/sweep.ts';
import { sendEmail } from '../transactional/send.ts';
import { type Deps, feedDeps, proposalDeps, senderOf } from '../wiring.ts';
import { watchAtWork } from './alarms.ts';
import { enqueueDue, enqueueLanes, enqueuePlan, roadsWantedBy } from './enqueue.ts';
import { type EventMessage, isEvent, workEvents } from './events.ts';
import { readMailJob, workMail } from './mails.ts';
import { WorkMessage } from './messages.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';
import { workRhythm } from './rhythms.ts';
import { readUnsubscribeJob, workUnsubscribe } from './unsubscribes.ts';

/** Works a batch of messages; one that fails does not take the others with it. */
export async function workMessages(deps: Deps, messages: readonly QueueMessage[]): Promise<void> {
  const events: EventMessage[] = [];
  const others: Promise<void>[] = [];
  let reading = Promise.resolve();
  for (const message of messages) {
    if (isEvent(message)) {
      events.push(message);
      continue;
    }
    const leaving = readUnsubscribeJob(message);
    if (leaving) {
      others.push(workUnsubscribe(deps, message, leaving));
      continue;
    }
    const mail = readMailJob(message);
    if (mail) {
      others.push(workMail(deps, message, mail));
      continue;
    }
    const job = WorkMessage.safeParse(message.body);
    if (job.success && readsPages.has(job.data.kind)) {
      reading = reading.then(() => settle(message, () => work(deps, job.data)));
    } else if (job.success) others.push(settle(message, () => work(deps, job.data)));
    else {
      log('dropped', { message: message.id, why: 'not one of our messages' });
      message.ack();
    }
  }
  if (events.length > 0) others.push(workEvents(deps, events));
  await Promise.all([...others, reading]);
  await watchAtWork(deps);
}

/** Each holds four pages of 5 MB at most: five messages at once would be more than an isolate has. */
const readsPages = new Set<WorkMessage['kind']>(['proposal', 'watch']);

/** Mails nothing, so that it goes on while sending is off. */
const withoutSending = new Set<WorkMessage['kind']>([
  'import',
  'removal',
  'proposal',
  'feed',
  'watch',
]);

async function work(deps: Deps, job: WorkMessage): Promise<void> {
  if (deps.env.SENDING === 'off' && !withoutSending.has(job.kind)) {
    // It stands in the database, and the sweep enqueues it once sending is on again.
    log('sending is off', job);
    return;
  }
  switch (job.kind) {
    case 'due': {
      const rung = await startIfDue(deps.db, job.sendId);
      if (rung.kind === 'started') return work(deps, { kind: 'plan', sendId: job.sendId });
      if (rung.kind === 'early') await enqueueDue(deps, job.sendId, rung.afterSeconds);
      return;
    }
    case 'plan': {
      const { env, tokens } = deps;
      const api = env.DELIVERY === 'template' ? deps.resendApi : null;
      const planned = await apart(deps, 'plan', (db) =>
        planSend(db, senderOf(env), env.RATE, job.sendId, tokens.keyName, api),
      );
      log('plan', { send: job.sendId, ...planned });
      if (planned.kind === 'planned') await enqueueLanes(deps, job.sendId);
      if (planned.kind === 'later') {
        await deps.queues.jobs.send(job, { delaySeconds: Math.ceil(planned.afterSeconds) });
      }
      return;
    }
    case 'lanes':
      return deliverRoad(deliveryDeps(deps), job);
    case 'deliver':
      return passOn(deps, { sendId: job.sendId, road: job.lane, turn: 0 }, 0);
    case 'sweep':
      return enqueueWork(deps, await sweepWork(deps.db, sweepOptions(deps)));
    case 'import': {
      const { tokens } = deps;
      // While one connection writes a chunk, the next is read through another.
      const ahead = deps.patient('import');
      const end = await apart(deps, 'import', (db) =>
        runImport({ db, ahead, tokens }, job.importId),
      );
      if (end.kind === 'more') await deps.queues.jobs.send(job);
      return;
    }
    case 'removal': {
      const end = await apart(deps, 'sweep', (db) => removeRows(db, job.listId));
      if (end.kind === 'more') await deps.queues.jobs.send(job);
      return;
    }
    case 'proposal': {
      const end = await workProposal(proposalDeps(deps), job.proposalId);
      if (end.kind === 'more') await deps.queues.jobs.send(job);
      return;
    }
    case 'rhythm':
      return workRhythm(deps, job.rhythmId);
    case 'feed': {
      await workFeed(feedDeps(deps), job.feedId);
      return;
    }
    case 'watch': {
      const end = await watchSources(proposalDeps(deps));
      if (end.kind === 'more') await deps.queues.jobs.send(job);
      return;
    }
    case 'letter': {
      const post = { ...deps, sender: senderOf(deps.env), rate: deps.env.RATE };
      const end = await sendEmail(post, job.letterId);
      if (end.kind === 'done') return;
      await deps.queues.letters.send(job, { delaySeconds: Math.ceil(end.afterSeconds) });
      return;
    }
  }
}

export function deliveryDeps(deps: Deps): DeliveryDeps {
  return {
    ...deps,
    wantedRoads: roadsWantedBy(deps),
    passOn: (message, afterSeconds) => passOn(deps, message, afterSeconds),
    noteFailure: (error) => log('lane failed', { error: describe(error) }),
  };
}

/** A new message, not a retry: going on is no failed attempt. */
async function passOn({ queues }: Deps, message: RoadMessage, delaySeconds: number): Promise<void> {
  await queues.lanes.send({ kind: 'lanes', ...message }, { delaySeconds });
}

/** Long work on a connection of its own: what else the invocation does need not wait for it. */
async function apart<Result>(
  deps: Deps,
  kind: Patience,
  run: (db: Database) => Promise<Result>,
): Promise<Result> {
  const database = deps.openDatabase(1);
  try {
    return await run(database.patient(kind));
  } finally {
    await database.close();
  }
}

async function settle(message: QueueMessage, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    message.ack();
  } catch (error) {
    log('job failed', {
      message: message.id,
      attempts: message.attempts,
      error: describe(error),
    });
    retryLater(message, backoffs.job);
  }
}

/** What the sweep must know of the deployment. */
export function sweepOptions(deps: Deps, isStart = false): SweepOptions {
  return { wantedRoads: roadsWantedBy(deps), isStart };
}

/** Enqueues the sends at work. */
export async function enqueueWork(deps: Deps, work: WorkToEnqueue): Promise<void> {
  for (const sendId of work.plans) await enqueuePlan(deps, sendId);
  for (const { sendId, roads } of work.deliveries) await enqueueLanes(deps, sendId, roads);
}
