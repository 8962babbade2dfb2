// The row of a send as values: each function is a step of it, or null where it may not be made.

import type { Resumed } from '../../../src/sending/commands/command-queries.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';

/** What an editor asks for. */
export interface Wish {
  delaySeconds: number | null;
  /** Who has the digest gets it once more. */
  again: boolean;
  /** It is for every other person only. */
  isNarrow: boolean;
}

export interface SendRow extends Omit<Wish, 'delaySeconds'> {
  status: SendStatus;
  resumeAt: number | null;
  scheduledAt: number | null;
  isPlanned: boolean;
  recipients: number;
  refusals: number;
  unclear: number;
  /** An editor has let it go on after a pause. */
  isResumed: boolean;
  /** Raised by each change of what is sent, and by each step into planning. */
  edition: number;
  revision: number;
  lanesRungAt: number | null;
}

/** As `changeStatus`. */
export function moveRow(
  row: SendRow,
  from: readonly SendStatus[],
  change: StatusChange,
  now: number,
): SendRow | null {
  if (!from.includes(row.status)) return null;
  if (change.ifPauseEnded && !(row.resumeAt !== null && row.resumeAt <= now)) return null;
  if (change.ifDue && !(row.scheduledAt !== null && row.scheduledAt <= now)) return null;
  if (change.ifEdition !== undefined && row.edition !== change.ifEdition) return null;
  const { to, resumeAfterSeconds } = change;
  const isNewEdition = to === 'planning' || (to === 'paused' && row.status === 'planning');
  return {
    ...row,
    status: to,
    refusals: 0,
    edition: row.edition + (isNewEdition ? 1 : 0),
    resumeAt: resumeAfterSeconds == null ? null : now + resumeAfterSeconds * 1000,
  };
}

/** Where a paused send goes. */
export function findTarget(row: SendRow, sendNow: boolean, now: number): Resumed {
  const { isPlanned, scheduledAt } = row;
  if (isPlanned) return 'sending';
  if (scheduledAt !== null && scheduledAt > now) return 'scheduled';
  return scheduledAt === null || sendNow ? 'planning' : 'missed';
}

export function resumeRow(row: SendRow, target: SendStatus): SendRow {
  const edition = row.edition + (target === 'planning' ? 1 : 0);
  return { ...row, status: target, refusals: 0, isResumed: true, resumeAt: null, edition };
}

/** As `updateWaiting`. */
export function changeWaiting(
  row: SendRow,
  { delaySeconds, revision }: { delaySeconds: number | null; revision: number },
  now: number,
): SendRow | null {
  if (row.isPlanned || (row.status !== 'scheduled' && row.status !== 'paused')) return null;
  const moment: Partial<SendRow> =
    delaySeconds === null ? {} : { status: 'scheduled', scheduledAt: now + delaySeconds * 1000 };
  return { ...row, ...moment, revision, edition: row.edition + 1 };
}

const staleAfter = 3600_000;

/** Whether its moment has come, and whether it was missed: as `findDueSchedules`. */
export function readSchedule(
  { status, scheduledAt }: SendRow,
  now: number,
): 'not_due' | 'due' | 'stale' {
  if (status !== 'scheduled' || scheduledAt === null || scheduledAt > now) return 'not_due';
  return now > scheduledAt + staleAfter ? 'stale' : 'due';
}

/** Whether it waits to do exactly that: as `findTwin`. */
export function doesExactly(row: SendRow, wish: Wish, revision: number, now: number): boolean {
  const moment = wish.delaySeconds === null ? null : now + wish.delaySeconds * 1000;
  const waits = row.status === 'scheduled' || row.status === 'planning';
  const isSame = wish.again === row.again && wish.isNarrow === row.isNarrow;
  return waits && isSame && row.revision === revision && row.scheduledAt === moment;
}
