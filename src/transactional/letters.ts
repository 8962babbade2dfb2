// Sends one transactional mail from its outbox row: confirm, change of address, link to preferences, welcome, test.

import type { TokenRing } from '../base/token.ts';
import { preferencesOf } from '../base/token-claims.ts';
import type { Database } from '../db/client.ts';
import { pagePath } from '../digest/identity.ts';
import { readDigestContent } from '../digest/queries.ts';
import { parseDigest } from '../digest/schema.ts';
import { readBrand, readDefaultLook } from '../render/brand-queries.ts';
import { waysToLeave } from '../render/headers.ts';
import { renderLetter } from '../render/letter.tsx';
import { freezeMail } from '../render/mail.tsx';
import { personaliseOne } from '../render/personalise.ts';
import { previewValues } from '../render/recipient.ts';
import { mailContext, mailDay, type Sender } from '../render/sender.ts';
import type { Letter, ResendClient } from '../resend/client.ts';
import { keyLifeSeconds, replaySeconds } from '../resend/key-life.ts';
import type { CallOutcome } from '../resend/outcome.ts';
import { slowDown, waitForSlot } from '../resend/pace.ts';
import { ensurePace } from '../resend/pace-queries.ts';
import { signLetter } from './letter.ts';
import { type ClaimedLetter, claimLetter, postponeLetter, settleLetter } from './letter-queries.ts';

export interface Post {
  db: Database;
  tokens: TokenRing;
  resend: ResendClient;
  sender: Sender;
  rate: number;
}

export type LetterEnd =
  | { kind: 'done' }
  /** The letter stays in the outbox; try again after so many seconds. */
  | { kind: 'later'; afterSeconds: number };

/**
 * Claims a letter, sends it under its own id as idempotency key, and writes what came of it. The
 * bytes are made from the row alone, so a replay repeats them. Safe to call any number of times.
 */
export async function sendLetter(post: Post, letterId: string): Promise<LetterEnd> {
  const { db } = post;
  const letter = await claimLetter(db, letterId);
  if (!letter) return { kind: 'done' };
  if (letter.keyAgeSeconds >= keyLifeSeconds) {
    await settleLetter(db, letterId, { state: 'unknown', error: 'key_expired' });
    return { kind: 'done' };
  }
  const message = await writeLetter(post, letter);
  if (message === null) {
    await settleLetter(db, letterId, { state: 'refused', error: 'nothing_to_write' });
    return { kind: 'done' };
  }
  await ensurePace(db, post.rate);
  if (!(await waitForSlot(db))) return postpone(db, letterId, 15);
  return settleOutcome(db, letter, await post.resend.sendLetter(message, letterId));
}

async function settleOutcome(
  db: Database,
  letter: ClaimedLetter,
  outcome: CallOutcome,
): Promise<LetterEnd> {
  switch (outcome.kind) {
    case 'accepted':
      await settleLetter(db, letter.id, { state: 'accepted', providerId: outcome.ids[0] ?? '' });
      return { kind: 'done' };
    case 'refused':
    case 'too_large':
      await settleLetter(db, letter.id, { state: 'refused', error: outcome.name });
      return { kind: 'done' };
    case 'key_misused':
      await settleLetter(db, letter.id, { state: 'unknown', error: 'invalid_idempotent_request' });
      return { kind: 'done' };
    case 'rate_limited':
      await slowDown(db, outcome.afterSeconds ?? 1, outcome.granted);
      return postpone(db, letter.id, outcome.afterSeconds ?? 1);
    case 'quota':
      return postpone(db, letter.id, outcome.afterSeconds ?? 900);
    case 'unauthorized':
      return postpone(db, letter.id, 300);
    case 'in_flight':
    case 'ambiguous':
      return postpone(db, letter.id, replaySeconds(letter.attempts));
  }
}

async function postpone(db: Database, id: string, afterSeconds: number): Promise<LetterEnd> {
  await postponeLetter(db, id, afterSeconds);
  return { kind: 'later', afterSeconds };
}

async function writeLetter(post: Post, letter: ClaimedLetter): Promise<Letter | null> {
  const { sender } = post;
  const envelope = {
    from: `${quoted(sender.senderName)} <${sender.from}>`,
    to: letter.address,
    replyTo: sender.replyTo || undefined,
    tags: [
      { name: 'letter', value: letter.id },
      { name: 'kind', value: letter.kind },
    ],
  };
  if (letter.kind === 'test') {
    const mail = await writeTest(post, letter);
    return mail && { ...envelope, ...mail };
  }
  const content = await renderLetter({
    kind: letter.kind,
    language: letter.language ?? 'ja',
    lists: letter.lists.map(({ name }) => name),
    brand: await readBrand(post.db, letter.lists[0]),
    actionUrl: actionOf(post, letter),
    publicUrl: sender.publicUrl,
    sender: {
      name: sender.senderName,
      address: sender.senderAddress,
      contact: sender.replyTo || sender.from,
    },
  });
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': letter.id };
  return { ...envelope, ...content, headers: { ...headers, ...waysOut(post, letter) } };
}

function actionOf({ sender, tokens }: Post, letter: ClaimedLetter): string {
  if (letter.kind === 'preferences') {
    const claim = preferencesOf(letter.subscriberId ?? 0, letter.address);
    return `${sender.publicUrl}/preferences/${tokens.sign(claim)}`;
  }
  if (letter.kind !== 'welcome') return `${sender.publicUrl}/confirm/${signLetter(tokens, letter)}`;
  const { digestSlug, digestKey } = letter;
  const path = digestSlug === null ? '/' : pagePath(digestSlug, digestKey);
  return `${sender.publicUrl}${path}`;
}

/** A welcome belongs to a list and can be left like any mail of it (RFC 8058). */
function waysOut({ sender, tokens }: Post, letter: ClaimedLetter): Record<string, string> {
  const [list] = letter.lists;
  const subscriber = letter.subscriberId;
  if (letter.kind !== 'welcome' || !list || subscriber === null) return {};
  const token = tokens.sign({ purpose: 'unsubscribe', subscriber, list: list.id, send: null });
  return {
    'List-Unsubscribe': waysToLeave(
      { url: `${sender.publicUrl}/u/${token}`, token },
      sender.inboundAddress || null,
    ),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/**
 * A digest as its readers would get it, for an editor: dead links, `[TEST]` in the subject. Whoever
 * it will go to, its page opens with the key.
 */
async function writeTest(post: Post, letter: ClaimedLetter) {
  const { db, sender } = post;
  const stored = await readDigestContent(db, letter.digestId ?? '', letter.revision ?? 0);
  const parsed = stored && parseDigest(stored.content);
  if (!stored || parsed?.kind !== 'ok') return null;
  const look = await readDefaultLook(db);
  const { list } = look;
  const context = mailContext(sender, {
    sendId: letter.id,
    page: pagePath(stored.slug, stored.key),
    brand: look.brand,
    // From the letter's row: a replay repeats the bytes.
    day: mailDay(sender, look, letter.createdAt),
  });
  const frozen = await freezeMail(parsed.digest, { ...context, subjectPrefix: '[TEST] ' });
  const mail = personaliseOne(
    frozen,
    previewValues(
      {
        subscriber: 0,
        email: letter.address,
        list: list?.id ?? 0,
        listSlug: list?.slug ?? 'digest',
        listName: list?.name ?? 'digest',
      },
      sender.publicUrl,
    ),
  );
  return { subject: mail.subject, html: mail.html, text: mail.text, headers: mail.headers };
}

/** RFC 5322 §3.2.4: a display name in quotes may hold anything but CR, LF and bare quotes. */
function quoted(name: string): string {
  return `"${name.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
