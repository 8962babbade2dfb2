// Freezes what is sent and to whom, in one transaction: after a crash there is all of it or nothing.

import { compileSegment, wholeAudience } from '../audience/segments/rule-queries.ts';
import type { Database } from '../db/client.ts';
import { pagePath } from '../digest/edit.ts';
import { parseDigest } from '../digest/schema.ts';
import type { Brand } from '../render/brand.ts';
import { type FrozenMail, freezeMail, type MailContext } from '../render/mail.tsx';
import type { ResendApi } from '../resend/api.ts';
import { insertBatches } from './batch-queries.ts';
import { readBrand } from './brand-queries.ts';
import { type DuePlan, dueAtOnce, dueByZone } from './due-queries.ts';
import { combineRules, readFrequencyRule } from './frequency-queries.ts';
import { hostMail } from './hosting.ts';
import { recordTemplate } from './hosting-queries.ts';
import { localMoment, localMoments } from './local-time.ts';
import { readAudienceZones } from './local-time-queries.ts';
import { ensurePace } from './pace-queries.ts';
import {
  changeStatus,
  type DueSend,
  type ListFacts,
  lockSend,
  readDigestContent,
  readForPlan,
  readLists,
  recordPlan,
} from './send-queries.ts';

/** Who sends, and where readers reach us: from the worker's variables. */
export interface Sender {
  publicUrl: string;
  from: string;
  replyTo: string;
  senderName: string;
  senderAddress: string;
  /** Empty: Resend receives no mail for us. */
  inboundAddress: string;
}

/** Everything that goes into the bytes of a mail, so that a replay repeats them. */
export interface FrozenSend {
  mail: FrozenMail;
  publicUrl: string;
  lists: ListFacts[];
  /** Name of the key that signs its links (`TokenRing`): a rotation must not change a replay. */
  signedWith?: string;
  /** Resend's id of the hosted template; null if every batch carries its html. */
  hostedTemplateId: string | null;
}

export type Planned =
  | { kind: 'planned'; batches: number; recipients: number }
  | { kind: 'nothing_to_plan' }
  | { kind: 'failed'; reason: string };

/**
 * Plans a send that stands at `planning`. Safe to call twice, or at once from two workers. With
 * `api` the mail becomes a hosted template, if Resend takes it.
 */
export async function planSend(
  db: Database,
  sender: Sender,
  rate: number,
  sendId: string,
  signedWith: string,
  api: ResendApi | null = null,
): Promise<Planned> {
  const send = await readForPlan(db, sendId);
  if (!send) return { kind: 'nothing_to_plan' };
  const frozen = await freezeSend(db, sender, send);
  if (frozen.kind === 'failed') {
    await changeStatus(db, sendId, ['planning'], { to: 'failed', why: frozen.reason });
    return frozen;
  }
  await ensurePace(db, rate);
  const hosted = api ? await hostMail({ db, api }, sendId, frozen.send.mail) : null;
  if (hosted?.kind === 'busy') return { kind: 'nothing_to_plan' };
  const hostedTemplateId = hosted?.kind === 'hosted' ? hosted.templateId : null;
  const due = await planMoments(db, send);
  return db.transaction(async (tx) => {
    if ((await lockSend(tx, sendId)) !== 'planning') return { kind: 'nothing_to_plan' };
    const segment = send.segment ? compileSegment(send.segment.rule) : wholeAudience;
    const rule = combineRules(segment, await readFrequencyRule(tx, send.listIds));
    const planned = await insertBatches(tx, sendId, send.listIds, rule, due);
    const { listed } = frozen;
    await recordPlan(tx, sendId, { ...frozen.send, signedWith, hostedTemplateId }, listed, planned);
    if (hostedTemplateId !== null) await recordTemplate(tx, sendId, hostedTemplateId);
    await changeStatus(tx, sendId, ['planning'], { to: 'sending', why: 'planned' });
    return { kind: 'planned', ...planned };
  });
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
  | { kind: 'frozen'; listed: boolean; send: Omit<FrozenSend, 'hostedTemplateId'> }
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
  const mail = await freezeMail(
    parsed.digest,
    mailContext(sender, {
      sendId: send.id,
      page: pagePath(stored.slug, listed ? null : stored.key),
      brand: await readBrand(db, lists[0]),
    }),
  );
  return { kind: 'frozen', listed, send: { mail, publicUrl: sender.publicUrl, lists } };
}

/** The context of a digest's mail, the same for a send, a test and a preview; `page`: its `pagePath`. */
export function mailContext(
  sender: Sender,
  digest: { sendId: string; page: string; brand: Brand | null },
): MailContext {
  return {
    publicUrl: sender.publicUrl,
    from: sender.from,
    senderName: sender.senderName,
    replyTo: sender.replyTo || null,
    senderAddress: sender.senderAddress,
    contact: sender.replyTo || sender.from,
    inboundAddress: sender.inboundAddress || null,
    sendId: digest.sendId,
    digestUrl: sender.publicUrl + digest.page,
    brand: digest.brand,
  };
}
