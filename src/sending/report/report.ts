// A send as editors see it: status, counts, rate and the time it will be done, derived on read.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { readCounts, type SendCounts } from '../counts-queries.ts';
import { readProblem } from '../feedback/missed-events-queries.ts';
import { isOver } from '../send-queries.ts';
import { findAccountWarning } from '../watch/health.ts';
import { readAccount } from '../watch/health-queries.ts';
import { readFeedbackCounts } from './feedback-counts.ts';
import type { FeedbackCounts } from './feedback-counts-queries.ts';
import {
  listRecipientRows,
  listSendRows,
  readRate,
  readSendRow,
  readSilence,
  readWaitingParts,
  type SendRow,
} from './report-queries.ts';
import { RecipientView, SendView } from './send-view.ts';
import { describeWarnings } from './warnings.ts';

/** The send with its counts as of now; throws `not_found`. */
export async function readSend(db: Database, sendId: string): Promise<SendView> {
  const row = await readSendRow(db, sendId);
  if (!row) throw new AppError('not_found', 'There is no send with this id.');
  const feedback = await readFeedbackCounts(db, begun([row]));
  return describeSend(db, row, feedback.get(row.id) ?? noFeedback);
}

/** Newest first, of one digest only if given; `nextCursor` is the id to go on after. */
export async function listSends(
  db: Database,
  limit: number,
  after: string | null,
  digestId: string | null = null,
): Promise<{ data: SendView[]; next: string | null }> {
  const rows = await listSendRows(db, limit + 1, after, digestId);
  const page = rows.slice(0, limit);
  const feedback = await readFeedbackCounts(db, begun(page));
  const data: SendView[] = [];
  // One after the other: a request has few connections, and pages are short.
  for (const row of page) {
    data.push(await describeSend(db, row, feedback.get(row.id) ?? noFeedback));
  }
  return { data, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** A page of recipients; `next` is the place to go on after. */
export async function listRecipients(
  db: Database,
  sendId: string,
  page: {
    limit: number;
    outcome: string | null;
    after: { batch: number; position: number } | null;
  },
): Promise<{ data: RecipientView[]; next: { batch: number; position: number } | null }> {
  if (!(await readSendRow(db, sendId))) {
    throw new AppError('not_found', 'There is no send with this id.');
  }
  const rows = await listRecipientRows(db, sendId, {
    limit: page.limit + 1,
    outcome: page.outcome,
    ...(page.after ?? { batch: 0, position: 0 }),
  });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    data: shown.map(({ batch: _batch, position: _position, ...row }) => RecipientView.parse(row)),
    next: more ? { batch: last.batch, position: last.position } : null,
  };
}

/** Of others no webhook can speak. */
function begun(rows: readonly SendRow[]): string[] {
  return rows.filter(({ startedAt }) => startedAt !== null).map(({ id }) => id);
}

async function describeSend(
  db: Database,
  row: SendRow,
  feedback: FeedbackCounts,
): Promise<SendView> {
  const counts = (await readCounts(db, row.id)) ?? noCounts;
  const isWebhookSilent = row.startedAt !== null && (await readSilence(db, row.id));
  const isHeard = feedback.delivered + feedback.delayed + feedback.bounced >= counts.accepted;
  const replayProblem = isHeard || !isWaitedFor(row.startedAt) ? null : await readProblem(db);
  const account = isOver(row.status) ? null : await readAccount(db);
  const rate = row.status === 'sending' ? await readRate(db, row.id) : 0;
  const seconds = rate > 0 && counts.pending > 0 ? counts.pending / rate : null;
  const isInParts = row.localTime !== null || row.warmUp !== null;
  const waiting = isInParts && !isOver(row.status) ? await readWaitingParts(db, row.id) : [];
  const lastPart = row.status === 'sending' ? waiting.at(-1) : undefined;
  return SendView.parse({
    ...row,
    counts: { ...counts, ...feedback },
    warnings: describeWarnings(
      {
        ...row,
        unknown: counts.unknown,
        failed: feedback.failed,
        accountWarning: account && findAccountWarning(account),
        isWebhookSilent,
        replayProblem,
      },
      new Date(),
    ),
    rate: Math.round(rate * 10) / 10,
    eta: findEnd(seconds, lastPart?.at),
    waiting,
  });
}

/** The later of the two that are known: the end at the present rate, and the moment of the last part. */
function findEnd(seconds: number | null, lastPart: string | undefined): string | null {
  const ends = [
    ...(seconds === null ? [] : [Date.now() + seconds * 1000]),
    ...(lastPart === undefined ? [] : [Date.parse(lastPart)]),
  ];
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString();
}

/** Events that take an hour are late; after two weeks they are not asked for any more. */
function isWaitedFor(startedAt: string | null): boolean {
  const hours = startedAt === null ? 0 : (Date.now() - Date.parse(startedAt)) / 3600_000;
  return hours > 1 && hours < 14 * 24;
}

const noCounts: SendCounts = {
  recipients: 0,
  pending: 0,
  accepted: 0,
  rejected: 0,
  skipped: 0,
  unknown: 0,
  cancelled: 0,
};

const noFeedback: FeedbackCounts = {
  delivered: 0,
  delayed: 0,
  bounced: 0,
  complained: 0,
  failed: 0,
  suppressed: 0,
  opened: 0,
  clicked: 0,
  scanned: 0,
  unsubscribed: 0,
};
