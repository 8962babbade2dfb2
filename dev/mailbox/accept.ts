// Takes mail: faults, idempotency, the rules, the log; in the order in which Resend decides.

import { setTimeout as sleep } from 'node:timers/promises';
import { announce } from './announce.ts';
import { type Answer, acceptedBody, newLine, refuse, type SendCall } from './call.ts';
import { refuseFrom } from './domains.ts';
import { atIndex, type DraftsRead, keepMessages, readDrafts } from './drafts.ts';
import { errorOf, isWithheld, playAfter, playBefore } from './fault-play.ts';
import type { Fault, FaultTarget } from './faults.ts';
import type { KeptKey } from './keys.ts';
import type { Mailbox } from './mailbox.ts';
import { newMessageIds } from './message-id.ts';
import { type Refusal, refusalBody, refusals, validationError } from './refusal.ts';
import type { LogLine } from './store.ts';

interface Decision {
  line: LogLine;
  status: number;
  body: string;
}

/** Decides about one sending request and writes the decision down before it is answered. */
export async function acceptMail(mailbox: Mailbox, call: SendCall): Promise<Answer> {
  const { idempotencyKey: key } = call;
  if (key !== null && (key.length < 1 || key.length > 256))
    return refuse(mailbox, call, refusals.invalidKey);
  const read = readDrafts(mailbox, call);
  const messages = read.kind === 'ok' ? read.drafts : [];
  const target: FaultTarget = { endpoint: call.endpoint, messages, bytes: call.bytes.length };
  const fault = mailbox.faults.takeAnswerFault(target);
  const early = fault === null ? null : playBefore(mailbox, call, fault);
  if (early !== null) return early;

  if (key !== null && !mailbox.keys.enter(key))
    return refuse(mailbox, call, refusals.concurrentIdempotentRequests);
  try {
    if (fault?.fault === 'slow' && fault.when === 'before') await sleep(fault.delayMs);
    if (fault?.fault === 'hang' && fault.when === 'before') {
      mailbox.record({ ...newLine(mailbox, call), fault: fault.fault });
      await call.gone;
      return { kind: 'hang' };
    }
    const { line, status, body } = decide(mailbox, call, read, fault);
    if (line.accepted > 0) await announceAccepted(mailbox, line, target, messages[0]);
    return await playAfter(call, { status, body, ids: line.ids }, fault);
  } finally {
    if (key !== null) mailbox.keys.leave(key);
  }
}

/** Replay, refusal or acceptance; recorded. */
function decide(mailbox: Mailbox, call: SendCall, read: DraftsRead, fault: Fault | null): Decision {
  const bodyHash = call.fingerprint();
  const line: LogLine = { ...newLine(mailbox, call), bodyHash };
  if (fault !== null) line.fault = fault.fault;
  const finish = (status: number, body: string, more: Partial<LogLine>): Decision => {
    Object.assign(line, { status: isWithheld(fault) ? null : status }, more);
    mailbox.record(line);
    return { line, status, body };
  };
  const refused = ({ status, name, message }: Refusal, more: Partial<LogLine> = {}) =>
    finish(status, refusalBody({ status, name, message }), { name, message, ...more });

  const kept = findKept(mailbox, call);
  if (kept !== null) {
    if (kept.bodyHash !== bodyHash) return refused(refusals.invalidIdempotentRequest);
    const first = mailbox.store.readLine(kept.place);
    if (first.cached === true) return refused(cachedRefusal(first), { replayed: true });
    const body = acceptedBody(call, first.ids, first.errors);
    return finish(200, body, { replayed: true, ids: first.ids });
  }
  const error = errorOf(fault);
  if (error?.when === 'before') return refused(error.refusal, { cached: error.cached });
  if (read.kind === 'refused') return refused(read.refusal);
  const barred = refuseFrom(
    mailbox,
    read.drafts.map(({ from }) => from),
  );
  if (barred !== null) return refused(barred);
  const target = { endpoint: call.endpoint, messages: read.drafts };
  const poisoned = mailbox.faults.findPoisoned(target);
  if (poisoned !== null) return refused(poisonRefusal(call, poisoned.index));

  const ids = newMessageIds(mailbox.store.count, read.drafts.length);
  for (const [index, { scheduledAt }] of read.drafts.entries()) {
    if (scheduledAt !== undefined) mailbox.scheduled.put(ids[index] ?? '', scheduledAt);
  }
  const accepted: Partial<LogLine> = {
    accepted: ids.length,
    ids,
    messages: keepMessages(mailbox, read.drafts, ids),
  };
  if (call.permissive) accepted.errors = read.errors;
  if (error !== null) return refused(error.refusal, { ...accepted, cached: error.cached });
  return finish(200, acceptedBody(call, ids, accepted.errors), accepted);
}

async function announceAccepted(
  mailbox: Mailbox,
  line: LogLine,
  target: FaultTarget,
  first: { from: string; subject: string } | undefined,
): Promise<void> {
  const faults = mailbox.faults.takeWebhookFaults(target);
  const announced = announce(mailbox, line, first ?? { from: '', subject: '' }, faults);
  if (faults.some(({ fault }) => fault === 'webhook_first')) await announced;
}

function findKept(mailbox: Mailbox, call: SendCall): KeptKey | null {
  if (call.idempotencyKey === null) return null;
  return mailbox.keys.find(call.idempotencyKey, mailbox.now());
}

function cachedRefusal({ name, message, fault }: LogLine): Refusal {
  const status = Number(fault?.slice('error'.length));
  return { status, name: name ?? '', message: message ?? '' };
}

function poisonRefusal(call: SendCall, index: number): Refusal {
  const refusal = validationError('Invalid `to` field. The address is refused by the provider.');
  return call.endpoint === '/emails' ? refusal : atIndex(refusal, index);
}
