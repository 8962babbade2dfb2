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
  /** The number of its readers is said with it. */
  isCounted: boolean;
}

/** A delay that is a hold: two that wait so do the same whatever moment they began at. */
export const holdSeconds = 20;

export interface SendRow extends Omit<Wish, 'delaySeconds' | 'isCounted'> {
  status: SendStatus;
  resumeAt: number | null;
  scheduledAt: number | null;
  isHeld: boolean;
  expected: number | null;
  fewest: number | null;
  most: number | null;
  /** What its plan found when it stopped for the number. */
  found: number | null;
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

/** Where a paused send goes; `says`: another number was said. */
export function findTarget(
  row: SendRow,
  { sendNow, says }: { sendNow: boolean; says: boolean },
  now: number,
): Resumed {
  const { isPlanned, scheduledAt, found } = row;
  if (isPlanned) return 'sending';
  if (found !== null) return says ? 'planning' : 'unexpected';
  if (scheduledAt !== null && scheduledAt > now) return 'scheduled';
  return scheduledAt === null || sendNow ? 'planning' : 'missed';
}

/** `said`: the number of readers, of which a send that is planned now must have as many. */
export function resumeRow(row: SendRow, target: SendStatus, said: number | null): SendRow {
  const edition = row.edition + (target === 'planning' ? 1 : 0);
  const number =
    said === null || target !== 'planning' ? {} : { expected: said, fewest: said, most: said };
  const state = { status: target, refusals: 0, isResumed: true, resumeAt: null, found: null };
  return { ...row, ...state, ...number, edition };
}

/** As `updateWaiting`. */
export function changeWaiting(
  row: SendRow,
  { delaySeconds, revision }: { delaySeconds: number | null; revision: number },
  now: number,
): SendRow | null {
  if (row.isPlanned || (row.status !== 'scheduled' && row.status !== 'paused')) return null;
  const moment: Partial<SendRow> =
    delaySeconds === null
      ? {}
      : {
          status: 'scheduled',
          scheduledAt: now + delaySeconds * 1000,
          isHeld: false,
          found: null,
          ...roughly(row.expected),
        };
  return { ...row, ...moment, revision, edition: row.edition + 1 };
}

/** Nobody said how many readers there are. */
export const unnumbered = { isHeld: false, expected: null, fewest: null, most: null, found: null };

/** What a send with a moment of its own may find. */
export function roughly(expected: number | null): Pick<SendRow, 'fewest' | 'most'> {
  return {
    fewest: expected === null ? null : Math.ceil(expected / 2),
    most: expected === null ? null : expected * 2,
  };
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
  const { delaySeconds } = wish;
  const isNow = delaySeconds === null || delaySeconds === holdSeconds;
  const moment = isNow ? null : now + delaySeconds * 1000;
  const waits = row.status === 'scheduled' || row.status === 'planning';
  const isSame = wish.again === row.again && wish.isNarrow === row.isNarrow;
  return (
    waits && isSame && row.revision === revision && (row.isHeld ? null : row.scheduledAt) === moment
  );
}
