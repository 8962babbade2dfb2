// Folds webhook events into deliveries and suppressions: any order, any number of times.

import { parseEmailAddress } from '../base/email-address.ts';
import type { Database } from '../db/client.ts';
import type { FeedbackEvent } from '../resend/feedback.ts';
import {
  type DeliveryFold,
  logEvents,
  recordBounceRuns,
  suppressAddresses,
  unsubscribeEverywhere,
  upsertDeliveries,
} from './feedback-queries.ts';

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
 * Takes in up to a hundred events in one transaction: the log, one upsert keyed by send and
 * subscriber, and what follows for the address. Repeated events meet their own id in the log: who
 * came back after a complaint is not put out by its echo.
 */
export async function takeFeedback(db: Database, events: readonly FeedbackEvent[]): Promise<void> {
  await db.transaction(async (tx) => {
    const fresh = new Set(await logEvents(tx, events));
    await upsertDeliveries(tx, foldDeliveries(events));
    // `delete`: of an event that came twice in one batch, the first.
    const news = events.filter((event) => fresh.delete(event.id));
    await suppressAddresses(tx, suppressionsOf(news));
    await unsubscribeEverywhere(tx, complainersOf(news));
    await recordBounceRuns(tx, bounceRuns(news));
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

function momentOf(kind: string): DeliveryMoment | null {
  return Object.hasOwn(deliveryMoments, kind)
    ? deliveryMoments[kind as keyof typeof deliveryMoments]
    : null;
}

/** Permanent bounces, complaints and the provider's own suppressions, by normalised address. */
export function suppressionsOf(events: readonly FeedbackEvent[]) {
  const found = new Map<string, { address: string; reason: string; sourceEvent: string }>();
  for (const event of events) {
    const reason = event.isPermanentBounce
      ? 'bounce'
      : event.kind === 'complained'
        ? 'complaint'
        : event.kind === 'suppressed'
          ? 'provider'
          : null;
    const parsed = reason === null || event.to === null ? null : parseEmailAddress(event.to);
    if (reason === null || parsed?.kind !== 'ok') continue;
    found.set(parsed.address, { address: parsed.address, reason, sourceEvent: event.id });
  }
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Who pressed “this is spam”, and on which send. */
export function complainersOf(events: readonly FeedbackEvent[]) {
  const complaints = events.filter(
    (event) => event.kind === 'complained' && event.subscriberId !== null,
  );
  return complaints.map(({ subscriberId, sendId }) => ({
    subscriberId: subscriberId ?? 0,
    sendId,
  }));
}

/** Transient bounces add to a subscriber's run, a delivery ends it. */
function bounceRuns(news: readonly FeedbackEvent[]) {
  const runs = new Map<number, { subscriberId: number; bounces: number; delivered: boolean }>();
  for (const event of news) {
    const { subscriberId } = event;
    if (subscriberId === null || !(event.isTransientBounce || event.kind === 'delivered')) continue;
    const run = runs.get(subscriberId) ?? { subscriberId, bounces: 0, delivered: false };
    if (event.isTransientBounce) run.bounces++;
    else run.delivered = true;
    runs.set(subscriberId, run);
  }
  return [...runs.values()].sort((a, b) => a.subscriberId - b.subscriberId);
}
