// The cron tick, step by step: what matters first, and a step that fails does not stop the next.

import { auditSteps } from '../access/audit/audit.ts';
import { dropOldRequests } from '../access/keys/request-queries.ts';
import { sessionSteps } from '../access/sessions/retention.ts';
import { growthSteps } from '../audience/lists/growth.ts';
import { selectForgottenRemovals } from '../audience/lists/removal-queries.ts';
import { retentionSteps } from '../audience/people/retention.ts';
import { selectForgottenImports } from '../audience/people/retention-queries.ts';
import { inBites, type Step } from '../base/step.ts';
import { isDatabaseAway } from '../db/away.ts';
import type { Database } from '../db/client.ts';
import { keepTexts } from '../digest/archive/search.ts';
import { keepRevisions } from '../editing/working-copy/keep.ts';
import { describe, log } from '../log.ts';
import { selectDueFeeds } from '../proposals/feeds/queries.ts';
import { feedSteps } from '../proposals/feeds/retention.ts';
import { deleteOldProposals, selectForgottenProposals } from '../proposals/making/queries.ts';
import { selectBusyRhythms } from '../proposals/rhythms/queries.ts';
import { deleteOldRuns } from '../proposals/runs/queries.ts';
import { foldLedger } from '../proposals/stories/ledger.ts';
import { hasDueSources } from '../proposals/watch/watch.ts';
import { deleteOldLooks } from '../proposals/watch/watch-queries.ts';
import { startCron } from '../sending/delivery/roads.ts';
import { replayMissedEvents } from '../sending/feedback/missed-events.ts';
import { reconcileUnknown } from '../sending/feedback/reconcile.ts';
import { removeSpentTemplates } from '../sending/planning/hosting.ts';
import { keepFeedbackCounts } from '../sending/report/feedback-counts.ts';
import {
  endPauses,
  pauseAiling,
  startDueSends,
  sweepWork,
  tidySteps,
} from '../sending/watch/sweep.ts';
import { writeReminders } from '../transactional/remind.ts';
import { findForgottenEmails } from '../transactional/send-queries.ts';
import type { Deps } from '../wiring.ts';
import { watchAtTick } from './alarms.ts';
import {
  enqueueEmails,
  enqueueFeeds,
  enqueueImport,
  enqueueProposal,
  enqueueRemoval,
  enqueueRhythm,
  enqueueSweep,
  enqueueWatch,
} from './enqueue.ts';
import { enqueueWork, sweepOptions } from './jobs.ts';

/** Long enough to look again at what a digest of the last months stands on. */
const proposalDays = 180;

/** Long enough to see what a rhythm did a year ago. */
const runDays = 400;

/** All that there may be, each once in its quarter of an hour, and half as many again. */
const feedsATick = 200;

/** So many steps in a row that met no database: the others would only wait for their deadlines, too. */
const awayInARow = 2;

/**
 * Once a minute; may run twice at once, late, or not at all for an hour.
 *
 * @throws at its end, naming the steps that failed: Cloudflare then lists the run as failed, too
 */
export async function tick(deps: Deps, cron = ''): Promise<void> {
  try {
    await takeSteps(deps, cron);
  } finally {
    await watchAtTick(deps);
  }
}

async function takeSteps(deps: Deps, cron: string): Promise<void> {
  const db = deps.patient('sweep');
  const failed: string[] = [];
  let away = 0;
  for (const { name, run } of stepsOf(deps, db, cron === startCron)) {
    try {
      await run();
      away = 0;
    } catch (error) {
      failed.push(name);
      log('step failed', { step: name, error: describe(error) });
      away = isDatabaseAway(error) ? away + 1 : 0;
      if (away === awayInARow) break;
    }
  }
  if (failed.length > 0) throw new Error(`Of the tick failed: ${failed.join(', ')}`);
}

function stepsOf(deps: Deps, db: Database, isStart: boolean): Step[] {
  const enqueueing: Step[] = [
    { name: 'enqueue imports', run: () => enqueueImports(deps, db) },
    { name: 'enqueue removals', run: () => enqueueRemovals(deps, db) },
    { name: 'fold the ledger', run: () => foldLedger(db) },
    { name: 'enqueue proposals', run: () => enqueueProposals(deps, db) },
    {
      name: 'enqueue feeds',
      run: async () => enqueueFeeds(deps, await selectDueFeeds(db, feedsATick)),
    },
    { name: 'enqueue the watch', run: () => enqueueDueWatch(deps, db) },
  ];
  const counting: Step = { name: 'keep feedback counts', run: () => keepFeedbackCounts(db) };
  const tidying: Step[] = [
    counting,
    { name: 'keep revisions', run: () => keepRevisions(db, deps.env.TIMEZONE) },
    { name: 'drop old requests', run: () => inBites((limit) => dropOldRequests(db, limit)) },
    { name: 'read for the search', run: () => keepTexts(db) },
    ...growthSteps(db, deps.env.TIMEZONE, deps.clock()),
    ...retentionSteps(db, { networkDays: deps.env.NETWORK_DAYS }),
    { name: 'delete old runs of rhythms', run: () => deleteOldRuns(db, runDays) },
    { name: 'delete old proposals', run: () => deleteOldProposals(db, proposalDays) },
    ...feedSteps(db),
    { name: 'delete old looks', run: () => deleteOldLooks(db) },
    ...sessionSteps(db),
    ...auditSteps(db, deps.env.AUDIT_DAYS, deps.clock()),
  ];
  if (deps.env.SENDING === 'off') {
    // Not even schedules move: one that is missed meanwhile waits for an editor.
    log('sending is off', { kind: 'tick' });
    return [...enqueueing, ...tidying];
  }
  return [
    ...sendingSteps(deps, db, isStart),
    ...enqueueing,
    ...tidySteps(db),
    ...tidying,
    // Last, for Resend may keep us waiting.
    ...resendSteps(deps, db),
  ];
}

function sendingSteps(deps: Deps, db: Database, isStart: boolean): Step[] {
  return [
    { name: 'enqueue the next sweep', run: () => enqueueSweep(deps) },
    { name: 'start due sends', run: () => startDueSends(db) },
    { name: 'end pauses', run: () => endPauses(db) },
    { name: 'pause ailing sends', run: () => pauseAiling(db) },
    {
      name: 'enqueue sends',
      run: async () => enqueueWork(deps, await sweepWork(db, sweepOptions(deps, isStart))),
    },
    {
      name: 'enqueue emails',
      run: async () => enqueueEmails(deps, await findForgottenEmails(db, 500)),
    },
    { name: 'enqueue rhythms', run: () => enqueueRhythms(deps, db) },
    { name: 'remind', run: async () => enqueueEmails(deps, await writeReminders(db)) },
  ];
}

async function enqueueImports(deps: Deps, db: Database): Promise<void> {
  for (const importId of await selectForgottenImports(db)) await enqueueImport(deps, importId);
}

async function enqueueProposals(deps: Deps, db: Database): Promise<void> {
  for (const id of await selectForgottenProposals(db)) await enqueueProposal(deps, id);
}

async function enqueueRhythms(deps: Deps, db: Database): Promise<void> {
  for (const id of await selectBusyRhythms(db, deps.clock())) await enqueueRhythm(deps, id);
}

async function enqueueDueWatch(deps: Deps, db: Database): Promise<void> {
  if (await hasDueSources(db)) await enqueueWatch(deps);
}

async function enqueueRemovals(deps: Deps, db: Database): Promise<void> {
  for (const listId of await selectForgottenRemovals(db)) await enqueueRemoval(deps, listId);
}

function resendSteps(deps: Deps, db: Database): Step[] {
  const apiDeps = { db, api: deps.resendApi };
  const { PUBLIC_URL, RATE } = deps.env;
  const webhook = { endpoint: `${PUBLIC_URL}/webhooks/resend`, rate: RATE };
  return [
    { name: 'remove spent templates', run: () => removeSpentTemplates(apiDeps) },
    { name: 'reconcile unknown', run: () => reconcileUnknown(apiDeps) },
    {
      name: 'replay missed events',
      run: async () => {
        const asked = await replayMissedEvents(apiDeps, webhook);
        if (asked > 0) log('events asked for again', { count: asked });
      },
    },
  ];
}
