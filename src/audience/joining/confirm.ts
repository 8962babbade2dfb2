// The answer to an email: confirm a subscription, or a new address.

import { maskEmailAddress, trustEmailAddress } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import { preferencesOf } from '../../base/token-claims.ts';
import type { Queryable } from '../../db/client.ts';
import {
  type EmailRow,
  lockEmail,
  markEmailUsed,
  selectEmail,
} from '../../transactional/outbox-queries.ts';
import type { AudienceDeps, EmailDeps } from '../deps.ts';
import { selectListsById } from '../lists/queries.ts';
import { mergeSubscribers } from '../people/merge-queries.ts';
import { moveAddress } from '../people/queries.ts';
import {
  changeSubscriptions,
  deleteErasure,
  lockSubscriber,
  selectMemberships,
  selectSubscriber,
  selectSubscriberByEmail,
  selectSuppression,
} from '../queries.ts';
import { fillSubscriber, insertWelcome, requestSubscriptions } from './queries.ts';

type ReadDeps = Pick<AudienceDeps, 'db' | 'tokens' | 'clock'>;
type ConfirmDeps = ReadDeps & EmailDeps;

/** What an email is about, safe to show to anyone who holds its link. */
export interface ConfirmationSubject {
  purpose: 'confirm' | 'address-change';
  /** Masked. */
  address: string;
  /** Of a confirmation email: the lists asked for that still exist. */
  lists: { slug: string; name: string }[];
  language: string | null;
}

export type ConfirmationState =
  /** The button will do something. */
  | ({ kind: 'valid' } & ConfirmationSubject)
  /** It has been pressed, and what it did still holds. */
  | ({ kind: 'done' } & ConfirmationSubject)
  /** Too old; `renewConfirmation` can write a new one. */
  | ({ kind: 'expired' } & ConfirmationSubject)
  /** It has been pressed, and its person has left since: only a fresh request can bring them back. */
  | ({ kind: 'used' } & ConfirmationSubject)
  /** No link of ours, or everything about it is gone. */
  | { kind: 'unknown' };

export type Confirmed =
  /** `preferences` is a token for the preference page of the one who has just proved the address. */
  | ({ kind: 'confirmed'; preferences: string } & ConfirmationSubject)
  | Exclude<ConfirmationState, { kind: 'valid' | 'done' }>;

/** What the page of an email's link shows. Changes nothing: scanners open links. */
export async function readConfirmation(deps: ReadDeps, token: string): Promise<ConfirmationState> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'unknown' };
  const mail = await selectEmail(deps.db, claim.letter);
  return judgeConfirmation(deps.db, mail, isOver(deps, claim.expiresAt));
}

/**
 * Presses the email's button; lists that welcome their readers do so then. Again: the same
 * success, as long as what it did still holds.
 */
export async function confirmByLink(deps: ConfirmDeps, token: string): Promise<Confirmed> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'unknown' };
  let welcomeId: string | null = null;
  const confirmed = await deps.db.transaction(async (tx): Promise<Confirmed> => {
    const mail = await lockEmail(tx, claim.letter);
    const state = await judgeConfirmation(tx, mail, isOver(deps, claim.expiresAt));
    let subscriber = mail?.subscriberId;
    if (!mail || !subscriber) return { kind: 'unknown' };
    if (state.kind !== 'valid' && state.kind !== 'done') return state;
    if (state.kind === 'valid') {
      const { id, listIds } = await actOnConfirmation(deps.tokens, tx, mail, subscriber);
      welcomeId = await insertWelcome(tx, { id: newId(), subscriberId: id, listIds });
      subscriber = id;
    }
    // For the address that was proved: who has moved on since is not shown to its reader.
    const preferences = deps.tokens.sign(preferencesOf(subscriber, mail.address));
    return { ...state, kind: 'confirmed', preferences };
  });
  if (welcomeId !== null) await deps.enqueueEmail(welcomeId);
  return confirmed;
}

/**
 * Writes a new email for an expired one, under the caps of a new request. The same answer
 * whatever happened: nothing, or an email to the address the link was for.
 */
export async function renewConfirmation(
  deps: ConfirmDeps,
  token: string,
): Promise<{ kind: 'asked' }> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'asked' };
  const emailId = await deps.db.transaction(async (tx) => {
    const mail = await lockEmail(tx, claim.letter);
    const state = await judgeConfirmation(tx, mail, isOver(deps, claim.expiresAt));
    if (!mail || state.kind !== 'expired' || state.purpose !== 'confirm') return null;
    const subscriber = await lockSubscriber(tx, mail.subscriberId ?? 0);
    const addressHash = deps.tokens.hashAddress(mail.address);
    const person = { email: trustEmailAddress(mail.address), addressHash };
    const suppression = await selectSuppression(tx, person);
    const mailable = suppression === null || suppression === 'erased';
    const end = await requestSubscriptions(tx, {
      subscriberId: subscriber && mailable ? subscriber.id : null,
      ...person,
      listIds: mail.listIds,
      emailId: newId(),
      emailData: mail.data,
      mayConfirmAtOnce: false,
      source: { method: 'renewed-letter' },
    });
    return end.emailId;
  });
  if (emailId) await deps.enqueueEmail(emailId);
  return { kind: 'asked' };
}

async function judgeConfirmation(
  db: Queryable,
  mail: EmailRow | null,
  over: boolean,
): Promise<ConfirmationState> {
  if (!mail?.subscriberId) return { kind: 'unknown' };
  if (mail.kind !== 'confirm' && mail.kind !== 'address-change') return { kind: 'unknown' };
  const subscriber = await selectSubscriber(db, mail.subscriberId);
  if (!subscriber) return { kind: 'unknown' };
  const lists = await selectListsById(db, mail.listIds);
  if (mail.kind === 'confirm' && lists.length === 0) return { kind: 'unknown' };
  const subject: ConfirmationSubject = {
    purpose: mail.kind,
    address: maskEmailAddress(mail.address),
    lists: lists.map(({ slug, name }) => ({ slug, name })),
    language: subscriber.language ?? languageSaid(mail),
  };
  const progress =
    mail.kind === 'address-change'
      ? { holds: subscriber.email === mail.address, open: subscriber.email !== mail.address }
      : await judgeSubscriptions(db, mail, subscriber.id);
  if (progress.holds && (mail.usedAt || !progress.open)) return { kind: 'done', ...subject };
  if (mail.usedAt || !progress.open) return { kind: 'used', ...subject };
  return { kind: over ? 'expired' : 'valid', ...subject };
}

/** `holds`: a list it asks for is confirmed. `open`: for another one its button can do something. */
async function judgeSubscriptions(db: Queryable, mail: EmailRow, subscriberId: number) {
  const memberships = await selectMemberships(db, subscriberId);
  const asked = mail.listIds.map((id) => memberships.find((one) => one.listId === id));
  const leftSince = (at: Date | null) => at !== null && at >= mail.createdAt;
  return {
    holds: asked.some((one) => one?.status === 'confirmed'),
    open: asked.some(
      (one) =>
        one?.status !== 'confirmed' &&
        !(one?.status === 'unsubscribed' && leftSince(one.unsubscribedAt)),
    ),
  };
}

/** Gives the person's number from now on, and the lists it confirmed. */
async function actOnConfirmation(
  tokens: TokenRing,
  tx: Queryable,
  mail: EmailRow,
  subscriberId: number,
): Promise<{ id: number; listIds: number[] }> {
  await lockSubscriber(tx, subscriberId);
  const acted =
    mail.kind === 'address-change'
      ? { id: await changeAddress(tx, mail, subscriberId), listIds: [] }
      : { id: subscriberId, listIds: await confirmLists(tx, mail, subscriberId) };
  await deleteErasure(tx, tokens.hashAddress(mail.address));
  await markEmailUsed(tx, mail.id);
  return acted;
}

/**
 * The record of the new address stays, if there is one: whoever asked for the change proves only
 * the old one, and must not come to see what is held about another person who presses a button.
 */
async function changeAddress(tx: Queryable, mail: EmailRow, id: number): Promise<number> {
  const email = trustEmailAddress(mail.address);
  const owner = await selectSubscriberByEmail(tx, email);
  if (owner && owner.id !== id) {
    await mergeSubscribers(tx, { kept: owner.id, gone: id });
    return owner.id;
  }
  await moveAddress(tx, id, email);
  return id;
}

async function confirmLists(tx: Queryable, mail: EmailRow, id: number): Promise<number[]> {
  const joined = await changeSubscriptions(tx, {
    subscriberId: id,
    listIds: mail.listIds,
    status: 'confirmed',
    revives: mail.createdAt,
    source: { method: 'confirm-link' },
  });
  const name = typeof mail.data.name === 'string' ? mail.data.name : null;
  await fillSubscriber(tx, id, { name, language: languageSaid(mail) });
  return joined;
}

function languageSaid(mail: EmailRow): string | null {
  return typeof mail.data.language === 'string' ? mail.data.language : null;
}

function isOver(deps: ReadDeps, expiresAt: number): boolean {
  return deps.clock().getTime() >= expiresAt;
}
