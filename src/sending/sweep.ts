// Once a minute: whatever a lost message, a dead worker or a passed deadline left standing.

import type { Database } from '../db/client.ts';
import { finishSend } from './finish.ts';
import { findForgottenLetters } from './letter-queries.ts';
import { decideSweep } from './protocol.ts';
import { changeStatus, closeCancelled } from './send-queries.ts';
import {
  dropOldEvents,
  findActiveSends,
  findAilingSends,
  findClosingSends,
  findDueSchedules,
  findEndedPauses,
  markMailed,
  settleUnknownByFeedback,
} from './sweep-queries.ts';

/** What must be rung; the caller does. */
export interface Rings {
  plans: string[];
  deliveries: string[];
  letters: string[];
}

/** Idempotent; may run twice at once, late, or not at all for an hour. */
export async function sweepSends(db: Database): Promise<Rings> {
  const rings: Rings = { plans: [], deliveries: [], letters: [] };
  for (const due of await findDueSchedules(db)) {
    if (due.isStale) {
      await changeStatus(db, due.id, ['scheduled'], {
        to: 'paused',
        why: 'the schedule was missed',
        ifDue: true,
        pauseReason: `It was due ${due.lateMinutes} minutes ago. Resume it with {"missed": "send_now"} to send it now, reschedule it, or cancel it.`,
      });
    } else {
      await changeStatus(db, due.id, ['scheduled'], {
        to: 'planning',
        why: 'due',
        ifDue: true,
      });
    }
  }
  for (const id of await findEndedPauses(db)) {
    await changeStatus(db, id, ['paused'], {
      to: 'sending',
      why: 'the quota is reset',
      ifPauseEnded: true,
    });
  }
  for (const send of await findAilingSends(db)) {
    await changeStatus(db, send.id, ['sending'], {
      to: 'paused',
      why: send.reason,
      pauseReason: `Paused for its health: ${send.reason}. Look at the list's source, then resume or cancel.`,
    });
  }
  for (const send of await findActiveSends(db)) {
    const step = decideSweep(send);
    if (step === 'ring_plan') rings.plans.push(send.id);
    if (step === 'ring_delivery') rings.deliveries.push(send.id);
    if (step === 'finish') await finishSend(db, send.id);
  }
  for (const id of await findClosingSends(db)) await closeCancelled(db, id);
  await settleUnknownByFeedback(db);
  await markMailed(db);
  await dropOldEvents(db);
  rings.letters = await findForgottenLetters(db, 500);
  return rings;
}
