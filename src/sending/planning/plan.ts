// Freezes what is sent and to whom, in one transaction: after a crash there is all of it or nothing.

import { mayReach } from '../../audience/segments/reached-queries.ts';
import { dayIn } from '../../base/time-zone.ts';
import { localMoment, localMoments } from '../../base/wall-clock.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { pagePath } from '../../digest/identity.ts';
import { readDigestContent } from '../../digest/queries.ts';
import { parseDigest } from '../../digest/schema.ts';
import { readLook } from '../../render/brand-queries.ts';
import { freezeMail } from '../../render/mail.tsx';
import { mailContext, type Sender, senderOfList } from '../../render/sender.ts';
import type { ResendApi } from '../../resend/api.ts';
import { ensurePace } from '../../resend/pace-queries.ts';
import type { FrozenSend } from '../frozen-send.ts';
import { warmUpBatchSizes } from '../ladder.ts';
import {
  changeStatus,
  type DueSend,
  lockEdition,
  readForPlan,
  readLists,
  recordPlan,
} from '../send-queries.ts';
import { chooseWarmUp, spreadFresh } from '../warm-up/choose.ts';
import { audienceRule, countAudience } from './audience-queries.ts';
import { stopIfUnexpected } from './expectation.ts';
import {
  batchSize,
  type DuePlan,
  dueAtOnce,
  dueByZone,
  insertBatches,
  readAudienceZones,
} from './freeze-queries.ts';
import { hostMail } from './hosting.ts';
import { recordTemplate } from './hosting-queries.ts';
import { describeNobody } from './nobody.ts';
import { closeCancelledSends, lockDigest } from './once-queries.ts';

export type Planned =
  | { kind: 'planned'; batches: number; recipients: number }
  | { kind: 'nothing_to_plan' }
  /** A cancelled send of the digest is still being called: who has it shows when that lease ends. */
  | { kind: 'later'; afterSeconds: number }
  /** The audience is not the one that was expected: a person must look. */
  | { kind: 'unexpected'; found: number }
  | { kind: 'failed'; reason: string };

/** Changes of a send that came while it was planned, before a plan leaves it to the sweep. */
const freshStarts = 5;

/**
 * Plans a send that stands at `planning`. Safe to call twice, or at once from two workers. With
 * `api` the mail becomes a hosted template, if Resend takes it. A send that is changed meanwhile has
 * another edition: nothing of the old one is written, and it is planned from the start.
 */
export async function planSend(
  db: Database,
  sender: Sender,
  rate: number,
  sendId: string,
  signedWith: string,
  api: ResendApi | null = null,
): Promise<Planned> {
  for (let i = 0; i < freshStarts; i++) {
    const planned = await planEdition(db, sender, rate, sendId, signedWith, api);
    if (planned.kind !== 'changed') return planned;
  }
  return { kind: 'nothing_to_plan' };
}

async function planEdition(
  db: Database,
  sender: Sender,
  rate: number,
  sendId: string,
  signedWith: string,
  api: ResendApi | null,
): Promise<Planned | { kind: 'changed' }> {
  const send = await readForPlan(db, sendId);
  if (!send) return { kind: 'nothing_to_plan' };
  const frozen = await freezeSend(db, sender, send);
  if (frozen.kind === 'failed') return failPlan(db, send, frozen.reason);
  await ensurePace(db, rate);
  const { edition } = send;
  const hosted = api ? await hostMail({ db, api }, sendId, edition, frozen.send.mail) : null;
  if (hosted?.kind === 'busy') return { kind: 'nothing_to_plan' };
  const hostedTemplateId = hosted?.kind === 'hosted' ? hosted.templateId : null;
  const due = await planMoments(db, send);
  const warmUp = await chooseWarmUp(db, send.warmUp, frozen.sender);
  return db.transaction(async (tx) => {
    await lockDigest(tx, send.digestId);
    const present = await lockEdition(tx, sendId);
    if (present?.status !== 'planning') return { kind: 'nothing_to_plan' };
    if (present.edition !== edition) return { kind: 'changed' };
    const settledIn = await closeCancelledSends(tx, send.digestId);
    if (settledIn !== null) return { kind: 'later', afterSeconds: Math.max(1, settledIn + 1) };
    const rule = await audienceRule(tx, send, send.listIds, send.segment, mayReach);
    const size = warmUp ? warmUpBatchSizes[warmUp.ladder] : batchSize;
    const planned = await insertBatches(tx, sendId, send.listIds, rule, due, size);
    if (planned.recipients === 0) {
      const counts = await countAudience(tx, send, send);
      // Left out for a send that was cancelled meanwhile: what became of its calls shows later.
      if (counts.recipients > 0) return { kind: 'changed' };
      return failPlan(tx, send, describeNobody(counts));
    }
    const found = planned.recipients;
    if (await stopIfUnexpected(tx, send, found)) return { kind: 'unexpected', found };
    if (warmUp) await spreadFresh(tx, warmUp, sendId);
    const more = { signedWith, edition, hostedTemplateId, ...(warmUp && { warmUp }) };
    const whole = { ...frozen.send, ...more };
    await recordPlan(tx, sendId, whole, frozen.listed, planned);
    if (hostedTemplateId !== null) await recordTemplate(tx, sendId, edition, hostedTemplateId);
    await changeStatus(tx, sendId, ['planning'], { to: 'sending', why: 'planned' });
    return { kind: 'planned', ...planned };
  });
}

/** Ends a send that cannot be planned; one that was changed meanwhile is planned anew. */
async function failPlan(
  db: Queryable,
  { id, edition }: DueSend,
  reason: string,
): Promise<Planned | { kind: 'changed' }> {
  const failure = { to: 'failed', why: reason, pauseReason: reason, ifEdition: edition } as const;
  const failed = await changeStatus(db, id, ['planning'], failure);
  return failed ? { kind: 'failed', reason } : { kind: 'changed' };
}

/** When whom: at once, or each reader at the send's wall-clock time in their own zone. */
async function planMoments(db: Database, send: DueSend): Promise<DuePlan> {
  const { localTime, fallbackTimezone } = send;
  if (localTime === null || fallbackTimezone === null) return dueAtOnce;
  const zones = await readAudienceZones(db, send.listIds);
  const moments = localMoments(localTime, zones, fallbackTimezone);
  return dueByZone(moments, localMoment(localTime, fallbackTimezone));
}

/** Renders the revision of a send once, with slots for what differs between recipients. */
async function freezeSend(
  db: Database,
  sender: Sender,
  send: DueSend,
): Promise<
  | {
      kind: 'frozen';
      listed: boolean;
      /** Of the first list, whose mail it is. */
      sender: Sender;
      send: Omit<FrozenSend, 'edition' | 'hostedTemplateId'>;
    }
  | { kind: 'failed'; reason: string }
> {
  const stored = await readDigestContent(db, send.digestId, send.revision);
  if (!stored) return { kind: 'failed', reason: 'The digest revision is gone.' };
  const parsed = parseDigest(stored.content);
  if (parsed.kind === 'invalid') {
    return { kind: 'failed', reason: 'The stored digest cannot be read.' };
  }
  const lists = await readLists(db, send.listIds);
  if (lists.length === 0) return { kind: 'failed', reason: 'None of the lists exists any more.' };
  const listed = lists.some(({ visibility }) => visibility === 'public');
  const look = await readLook(db, lists[0]);
  const ofList = senderOfList(sender, look);
  const mail = await freezeMail(
    parsed.digest,
    mailContext(ofList, {
      sendId: send.id,
      page: pagePath(stored.slug, listed ? null : stored.key),
      brand: look.brand,
      day: sendDay(send, look.timezone ?? sender.timezone),
    }),
  );
  return {
    kind: 'frozen',
    listed,
    sender: ofList,
    send: { mail, publicUrl: sender.publicUrl, lists },
  };
}

/**
 * The day on which it is sent, by the calendar of `zone`. At the readers' own local time it is the day
 * of that time for each of them, or today if that has long passed.
 */
function sendDay({ dueAt, localTime }: DueSend, zone: string): string {
  const day = dayIn(zone, new Date(dueAt));
  const localDay = localTime?.slice(0, 10) ?? day;
  const [, last = day] = [day, localDay].sort();
  return last;
}
