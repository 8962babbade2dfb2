// Once a minute: whatever a lost message, a dead worker or a passed deadline left standing.

import { inBites, type Step } from '../../base/step.ts';
import type { Database } from '../../db/client.ts';
import { decideSweep } from '../delivery/protocol.ts';
import { readTempo } from '../delivery/road-queries.ts';
import type { Tempo } from '../delivery/roads.ts';
import { finishSend } from '../finish.ts';
import { changeStatus, closeCancelled } from '../send-queries.ts';
import { findAilment } from './health.ts';
import { countAccount, readAccount, readSendsHealth } from './health-queries.ts';
import {
  type DueSchedule,
  dropOldEvents,
  findActiveSends,
  findClosingSends,
  findDueSchedules,
  findEndedPauses,
  markMailed,
  readSchedule,
  settleUnknownByFeedback,
} from './sweep-queries.ts';

/** Which sends at work must be enqueued; the caller does. */
export interface WorkToEnqueue {
  plans: string[];
  deliveries: { sendId: string; roads: number }[];
}

export interface SweepOptions {
  /** How many roads should be at work for a send with plenty to do. */
  wantedRoads(tempo: Tempo): number;
  /** The engine starts: nothing that was enqueued before is alive. */
  isStart?: boolean;
}

/** Schedules whose time has come; one that was missed by long waits for an editor. */
export async function startDueSends(db: Database): Promise<void> {
  for (const due of await findDueSchedules(db)) await startDue(db, due);
}

/** The same for one send, whose bell rang: `early` by the database's clock; `over`: it waits no more. */
export async function startIfDue(
  db: Database,
  sendId: string,
): Promise<{ kind: 'started' | 'over' } | { kind: 'early'; afterSeconds: number }> {
  const schedule = await readSchedule(db, sendId);
  if (schedule === null) return { kind: 'over' };
  if (schedule.afterSeconds > 0) return { kind: 'early', afterSeconds: schedule.afterSeconds };
  return { kind: (await startDue(db, schedule)) ? 'started' : 'over' };
}

/** True if it is to be planned now. Whoever cancelled, paused or moved it meanwhile was first. */
async function startDue(db: Database, due: DueSchedule): Promise<boolean> {
  if (!due.isStale) {
    return changeStatus(db, due.id, ['scheduled'], { to: 'planning', why: 'due', ifDue: true });
  }
  await changeStatus(db, due.id, ['scheduled'], {
    to: 'paused',
    why: 'the schedule was missed',
    ifDue: true,
    pauseReason: `It was due ${due.lateMinutes} minutes ago. Resume it with {"missed": "send_now"} to send it now, reschedule it, or cancel it.`,
  });
  return false;
}

/** Pauses that were to end by themselves. */
export async function endPauses(db: Database): Promise<void> {
  for (const id of await findEndedPauses(db)) {
    await changeStatus(db, id, ['paused'], {
      to: 'sending',
      why: 'its pause has ended',
      ifPauseEnded: true,
    });
  }
}

/** Pauses sends whose mail is received badly, their own or the account's. */
export async function pauseAiling(db: Database): Promise<void> {
  await countAccount(db);
  const account = await readAccount(db);
  for (const send of await readSendsHealth(db)) {
    const why = findAilment(send, account);
    if (why === null) continue;
    await changeStatus(db, send.id, ['sending'], {
      to: 'paused',
      why,
      pauseReason: `Paused for its health: ${why}. Look at the list's source and at Resend's dashboard, then resume or cancel.`,
    });
  }
}

/** Of the sweep what is done twice a minute: sends at work get their plan, their roads, their end. */
export async function sweepWork(db: Database, options: SweepOptions): Promise<WorkToEnqueue> {
  const { wantedRoads, isStart = false } = options;
  const work: WorkToEnqueue = { plans: [], deliveries: [] };
  for (const { id, ...send } of await findActiveSends(db, isStart)) {
    const wanted = wantedRoads(await readTempo(db, id));
    const step = decideSweep(send, wanted, isStart);
    if (step.kind === 'enqueue_plan') work.plans.push(id);
    if (step.kind === 'enqueue_roads') work.deliveries.push({ sendId: id, roads: step.roads });
    if (step.kind === 'finish') await finishSend(db, id);
  }
  return work;
}

/** What can wait: of sends that have ended, and what is old. */
export function tidySteps(db: Database): Step[] {
  return [
    { name: 'close cancelled sends', run: () => closeCancelledSends(db) },
    { name: 'settle unknown by feedback', run: () => settleUnknownByFeedback(db) },
    { name: 'mark mailed', run: () => markMailed(db) },
    { name: 'drop old events', run: () => inBites((limit) => dropOldEvents(db, limit)) },
  ];
}

async function closeCancelledSends(db: Database): Promise<void> {
  for (const id of await findClosingSends(db)) await closeCancelled(db, id);
}
