// Sends one transactional mail from its outbox row: confirm, change of address, link to preferences, welcome, test,
// sign-in, invitation, approval and its answer.

import type { TokenRing } from '../base/token.ts';
import { preferencesOf } from '../base/token-claims.ts';
import type { Database } from '../db/client.ts';
import { pagePath } from '../digest/identity.ts';
import { readDigestContent } from '../digest/queries.ts';
import { parseDigest } from '../digest/schema.ts';
import { readBrand, readDefaultLook, readLook } from '../render/brand-queries.ts';
import { unsubscribeWays } from '../render/headers.ts';
import { freezeMail } from '../render/mail.tsx';
import { personaliseOne } from '../render/personalise.ts';
import { findReader } from '../render/reader-queries.ts';
import { previewValues } from '../render/recipient.ts';
import { mailContext, mailDay, type Sender, senderOfList } from '../render/sender.ts';
import { renderTransactional } from '../render/transactional.tsx';
import type { Email, ResendClient } from '../resend/client.ts';
import { keyLifeSeconds, replaySeconds } from '../resend/key-life.ts';
import type { CallOutcome } from '../resend/outcome.ts';
import { slowDown, waitForSlot } from '../resend/pace.ts';
import { ensurePace } from '../resend/pace-queries.ts';
import { signConfirmLink } from './confirm-link.ts';
import { signRowLink } from './row-link.ts';
import { type ClaimedEmail, claimEmail, postponeEmail, settleEmail } from './send-queries.ts';

export interface TransactionalDeps {
  db: Database;
  tokens: TokenRing;
  resend: ResendClient;
  sender: Sender;
  rate: number;
}

export type EmailEnd =
  | { kind: 'done' }
  /** The letter stays in the outbox; try again after so many seconds. */
  | { kind: 'later'; afterSeconds: number };

/**
 * Claims an email, sends it under its own id as idempotency key, and writes what came of it. The
 * bytes are made from the row alone, so a replay repeats them. Safe to call any number of times.
 */
export async function sendEmail(deps: TransactionalDeps, emailId: string): Promise<EmailEnd> {
  const { db } = deps;
  const mail = await claimEmail(db, emailId);
  if (!mail) return { kind: 'done' };
  if (mail.keyAgeSeconds >= keyLifeSeconds) {
    await settleEmail(db, emailId, { state: 'unknown', error: 'key_expired' });
    return { kind: 'done' };
  }
  const message = await writeEmail(deps, mail);
  if (message === null) {
    await settleEmail(db, emailId, { state: 'refused', error: 'nothing_to_write' });
    return { kind: 'done' };
  }
  await ensurePace(db, deps.rate);
  if (!(await waitForSlot(db))) return postpone(db, emailId, 15);
  return settleOutcome(db, mail, await deps.resend.sendEmail(message, emailId));
}

async function settleOutcome(
  db: Database,
  mail: ClaimedEmail,
  outcome: CallOutcome,
): Promise<EmailEnd> {
  switch (outcome.kind) {
    case 'accepted':
      await settleEmail(db, mail.id, { state: 'accepted', providerId: outcome.ids[0] ?? '' });
      return { kind: 'done' };
    case 'refused':
    case 'too_large':
      await settleEmail(db, mail.id, { state: 'refused', error: outcome.name });
      return { kind: 'done' };
    case 'key_misused':
      await settleEmail(db, mail.id, { state: 'unknown', error: 'invalid_idempotent_request' });
      return { kind: 'done' };
    case 'rate_limited':
      await slowDown(db, outcome.afterSeconds ?? 1, outcome.granted);
      return postpone(db, mail.id, outcome.afterSeconds ?? 1);
    case 'quota':
      return postpone(db, mail.id, outcome.afterSeconds ?? 900);
    case 'unauthorized':
      return postpone(db, mail.id, 300);
    case 'in_flight':
    case 'ambiguous':
      return postpone(db, mail.id, replaySeconds(mail.attempts));
  }
}

async function postpone(db: Database, id: string, afterSeconds: number): Promise<EmailEnd> {
  await postponeEmail(db, id, afterSeconds);
  return { kind: 'later', afterSeconds };
}

async function writeEmail(deps: TransactionalDeps, mail: ClaimedEmail): Promise<Email | null> {
  const { sender } = deps;
  const envelope = {
    ...addressesOf(sender),
    to: mail.address,
    tags: [
      { name: 'letter', value: mail.id },
      { name: 'kind', value: mail.kind },
    ],
  };
  if (mail.kind === 'test') {
    const test = await writeTest(deps, mail);
    return test && { ...envelope, ...test };
  }
  const content = await renderTransactional({
    kind: mail.kind,
    language: mail.language ?? 'ja',
    lists: mail.headline === null ? mail.lists.map(({ name }) => name) : [mail.headline],
    ...(mail.note ? { note: mail.note } : {}),
    brand: await readBrand(deps.db, mail.lists[0]),
    actionUrl: actionOf(deps, mail),
    publicUrl: sender.publicUrl,
    sender: {
      name: sender.senderName,
      address: sender.senderAddress,
      contact: sender.replyTo || sender.from,
    },
  });
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': mail.id };
  return { ...envelope, ...content, headers: { ...headers, ...waysOut(deps, mail) } };
}

function actionOf({ sender, tokens }: TransactionalDeps, mail: ClaimedEmail): string {
  if (mail.kind === 'preferences') {
    const claim = preferencesOf(mail.subscriberId ?? 0, mail.address);
    return `${sender.publicUrl}/preferences/${tokens.sign(claim)}`;
  }
  if (mail.kind === 'approved' || mail.kind === 'declined') {
    return `${sender.publicUrl}/console/digests/${mail.about}/review`;
  }
  if (mail.kind === 'invitation') return `${sender.publicUrl}/console/sign-in`;
  if (mail.kind === 'sign-in' || mail.kind === 'approval') {
    return `${sender.publicUrl}${signRowLink(tokens, mail.kind, mail.about ?? '', mail.createdAt)}`;
  }
  if (mail.kind !== 'welcome')
    return `${sender.publicUrl}/confirm/${signConfirmLink(tokens, mail)}`;
  const { digestSlug, digestKey } = mail;
  const path = digestSlug === null ? '/' : pagePath(digestSlug, digestKey);
  return `${sender.publicUrl}${path}`;
}

/** A welcome belongs to a list and can be left like any mail of it (RFC 8058). */
function waysOut(
  { sender, tokens }: TransactionalDeps,
  mail: ClaimedEmail,
): Record<string, string> {
  const [list] = mail.lists;
  const subscriber = mail.subscriberId;
  if (mail.kind !== 'welcome' || !list || subscriber === null) return {};
  const token = tokens.sign({ purpose: 'unsubscribe', subscriber, list: list.id, send: null });
  return {
    'List-Unsubscribe': unsubscribeWays(
      { url: `${sender.publicUrl}/u/${token}`, token },
      sender.inboundAddress || null,
    ),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/**
 * A digest as its readers, or the chosen one of them, would get it, for an editor: dead links, `[TEST]`
 * in the subject. Whoever it will go to, its page opens with the key.
 */
async function writeTest(deps: TransactionalDeps, mail: ClaimedEmail) {
  const { db, sender } = deps;
  const stored = await readDigestContent(db, mail.digestId ?? '', mail.revision ?? 0);
  const parsed = stored && parseDigest(stored.content);
  if (!stored || parsed?.kind !== 'ok') return null;
  const house = await readDefaultLook(db);
  const ofHouse = {
    list: house.list?.id ?? 0,
    listSlug: house.list?.slug ?? 'digest',
    listName: house.list?.name ?? 'digest',
  };
  const reader =
    mail.reader === null
      ? { subscriber: 0, email: mail.address, ...ofHouse }
      : await findReader(db, mail.reader, ofHouse);
  // Forgotten since the test was asked for: nobody's copy is nobody's wish.
  if (reader === null) return null;
  const look = mail.reader === null ? house : await readLook(db, { slug: reader.listSlug });
  const ofList = senderOfList(sender, look);
  const context = mailContext(ofList, {
    sendId: mail.id,
    page: pagePath(stored.slug, stored.key),
    brand: look.brand,
    // From the email's row: a replay repeats the bytes.
    day: mailDay(sender, look, mail.createdAt),
  });
  const frozen = await freezeMail(parsed.digest, { ...context, subjectPrefix: '[TEST] ' });
  const { subject, html, text, headers } = personaliseOne(
    frozen,
    previewValues(reader, sender.publicUrl),
  );
  return { ...addressesOf(ofList), subject, html, text, headers };
}

function addressesOf({ senderName, from, replyTo }: Sender) {
  return { from: `${quoted(senderName)} <${from}>`, replyTo: replyTo || undefined };
}

/** RFC 5322 §3.2.4: a display name in quotes may hold anything but CR, LF and bare quotes. */
function quoted(name: string): string {
  return `"${name.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
