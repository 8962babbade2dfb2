// Folds webhook events into deliveries and suppressions: any order, any number of times.

import { parseEmailAddress } from '../../base/email-address.ts';
import type { Queryable } from '../../db/client.ts';
import type { FeedbackEvent } from '../../resend/feedback.ts';
import {
  type DeliveryFold,
  type EmailFold,
  type Feedback,
  recordFeedback,
} from './fold-queries.ts';

/** Event kind → the moment it sets. Others are logged and change nothing. */
export const deliveryMoments = {
  sent: 'sentAt',
  delivered: 'deliveredAt',
  delivery_delayed: 'delayedAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
  opened: 'openedAt',
  clicked: 'clickedAt',
  scanned: 'scannedAt',
  failed: 'failedAt',
  suppressed: 'suppressedAt',
} as const;

export type DeliveryMoment = (typeof deliveryMoments)[keyof typeof deliveryMoments];

/**
 * Takes in a batch of events in one statement: the log, one upsert keyed by send and subscriber, and
 * what follows for the address. Repeated events meet their own id in the log: who came back after a
 * complaint is not put out by its echo.
 */
export async function takeFeedback(db: Queryable, events: readonly FeedbackEvent[]): Promise<void> {
  // Of an event that came twice in one batch, the first; in a fixed order of locks.
  const news = [...new Map(events.toReversed().map((event) => [event.id, event])).values()];
  news.sort((a, b) => (a.id < b.id ? -1 : 1));
  await recordFeedback(db, {
    log: news,
    deliveries: foldDeliveries(events),
    emails: foldEmails(events),
    suppressions: suppressionsOf(news),
    complaints: complainersOf(news),
    runs: bounceRuns(news),
  });
}

/** One row per (send, subscriber), each moment the earliest that any event says; and the last click. */
export function foldDeliveries(events: readonly FeedbackEvent[]): DeliveryFold[] {
  const rows = new Map<string, DeliveryFold>();
  for (const event of events) {
    const moment = momentOf(event.kind);
    if (moment === null || event.sendId === null || event.subscriberId === null) continue;
    const key = `${event.sendId}/${event.subscriberId}`;
    const row = rows.get(key) ?? { sendId: event.sendId, subscriberId: event.subscriberId };
    const at = event.at.toISOString();
    const known = row[moment];
    if (known === undefined || at < known) row[moment] = at;
    if (moment === 'clickedAt' && !(row.lastClickedAt && at < row.lastClickedAt)) {
      row.lastClickedAt = at;
    }
    rows.set(key, row);
  }
  // A fixed order of locks: two consumers with the same rows cannot deadlock.
  return [...rows.values()].sort((a, b) =>
    a.sendId === b.sendId ? a.subscriberId - b.subscriberId : a.sendId < b.sendId ? -1 : 1,
  );
}

const emailMoments = {
  delivered: 'deliveredAt',
  delivery_delayed: 'delayedAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
  failed: 'failedAt',
  suppressed: 'suppressedAt',
} as const;

/** The same of transactional emails: one row each, in a fixed order of locks. */
function foldEmails(events: readonly FeedbackEvent[]): EmailFold[] {
  const rows = new Map<string, EmailFold>();
  for (const { letterId, kind, at: moment } of events) {
    if (letterId === undefined || !Object.hasOwn(emailMoments, kind)) continue;
    const name = emailMoments[kind as keyof typeof emailMoments];
    const row = rows.get(letterId) ?? { letterId };
    const at = moment.toISOString();
    const known = row[name];
    if (known === undefined || at < known) row[name] = at;
    rows.set(letterId, row);
  }
  return [...rows.values()].sort((a, b) => (a.letterId < b.letterId ? -1 : 1));
}

function momentOf(kind: string): DeliveryMoment | null {
  return Object.hasOwn(deliveryMoments, kind)
    ? deliveryMoments[kind as keyof typeof deliveryMoments]
    : null;
}

/** Permanent bounces, complaints and the provider's own suppressions, by normalised address. */
export function suppressionsOf(events: readonly FeedbackEvent[]): Feedback['suppressions'] {
  return events.flatMap((event) => {
    const reason = suppressionReason(event);
    const parsed = reason === null || event.to === null ? null : parseEmailAddress(event.to);
    if (reason === null || parsed?.kind !== 'ok') return [];
    return [{ eventId: event.id, address: parsed.address, reason }];
  });
}

function suppressionReason(event: FeedbackEvent): string | null {
  if (event.isPermanentBounce) return 'bounce';
  if (event.kind === 'complained') return 'complaint';
  return event.kind === 'suppressed' ? 'provider' : null;
}

/** Who pressed “this is spam”, and on which send. */
export function complainersOf(events: readonly FeedbackEvent[]): Feedback['complaints'] {
  return events.flatMap(({ id, kind, subscriberId, sendId }) =>
    kind === 'complained' && subscriberId !== null ? [{ eventId: id, subscriberId, sendId }] : [],
  );
}

/** Transient bounces add to a subscriber's run, a delivery ends it. */
function bounceRuns(events: readonly FeedbackEvent[]): Feedback['runs'] {
  return events.flatMap(({ id, kind, subscriberId, isTransientBounce: isBounce }) =>
    subscriberId !== null && (isBounce || kind === 'delivered')
      ? [{ eventId: id, subscriberId, isBounce }]
      : [],
  );
}
