// The answer to a letter: confirm a subscription, or a new address.

import { maskEmailAddress, trustEmailAddress } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import { preferencesOf } from '../../base/token-claims.ts';
import type { Queryable } from '../../db/client.ts';
import {
  type LetterRow,
  lockLetter,
  markLetterUsed,
  selectLetter,
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

/** What a letter is about, safe to show to anyone who holds its link. */
export interface LetterSubject {
  purpose: 'confirm' | 'address-change';
  /** Masked. */
  address: string;
  /** Of a confirm letter: the lists asked for that still exist. */
  lists: { slug: string; name: string }[];
  language: string | null;
}

export type LetterState =
  /** The button will do something. */
  | ({ kind: 'valid' } & LetterSubject)
  /** It has been pressed, and what it did still holds. */
  | ({ kind: 'done' } & LetterSubject)
  /** Too old; `renewLetter` can write a new one. */
  | ({ kind: 'expired' } & LetterSubject)
  /** It has been pressed, and its person has left since: only a fresh request can bring her back. */
  | ({ kind: 'used' } & LetterSubject)
  /** No link of ours, or everything about it is gone. */
  | { kind: 'unknown' };

export type Confirmed =
  /** `preferences` is a token for the preference page of the one who has just proved the address. */
  | ({ kind: 'confirmed'; preferences: string } & LetterSubject)
  | Exclude<LetterState, { kind: 'valid' | 'done' }>;

/** What the page of a letter's link shows. Changes nothing: scanners open links. */
export async function readLetter(deps: ReadDeps, token: string): Promise<LetterState> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'unknown' };
  const letter = await selectLetter(deps.db, claim.letter);
  return judgeLetter(deps.db, letter, isOver(deps, claim.expiresAt));
}

/**
 * Presses the letter's button; lists that welcome their readers do so then. Again: the same
 * success, as long as what it did still holds.
 */
export async function confirmLetter(deps: ConfirmDeps, token: string): Promise<Confirmed> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'unknown' };
  let welcomeId: string | null = null;
  const confirmed = await deps.db.transaction(async (tx): Promise<Confirmed> => {
    const letter = await lockLetter(tx, claim.letter);
    const state = await judgeLetter(tx, letter, isOver(deps, claim.expiresAt));
    let subscriber = letter?.subscriberId;
    if (!letter || !subscriber) return { kind: 'unknown' };
    if (state.kind !== 'valid' && state.kind !== 'done') return state;
    if (state.kind === 'valid') {
      const { id, listIds } = await actOnLetter(deps.tokens, tx, letter, subscriber);
      welcomeId = await insertWelcome(tx, { id: newId(), subscriberId: id, listIds });
      subscriber = id;
    }
    // For the address that was proved: who has moved on since is not shown to its reader.
    const preferences = deps.tokens.sign(preferencesOf(subscriber, letter.address));
    return { ...state, kind: 'confirmed', preferences };
  });
  if (welcomeId !== null) await deps.enqueueEmail(welcomeId);
  return confirmed;
}

/**
 * Writes a new letter for an expired one, under the caps of a new request. The same answer
 * whatever happened: nothing, or a letter to the address the link was for.
 */
export async function renewLetter(deps: ConfirmDeps, token: string): Promise<{ kind: 'asked' }> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'letter') return { kind: 'asked' };
  const letterId = await deps.db.transaction(async (tx) => {
    const letter = await lockLetter(tx, claim.letter);
    const state = await judgeLetter(tx, letter, isOver(deps, claim.expiresAt));
    if (!letter || state.kind !== 'expired' || state.purpose !== 'confirm') return null;
    const subscriber = await lockSubscriber(tx, letter.subscriberId ?? 0);
    const addressHash = deps.tokens.hashAddress(letter.address);
    const person = { email: trustEmailAddress(letter.address), addressHash };
    const suppression = await selectSuppression(tx, person);
    const mailable = suppression === null || suppression === 'erased';
    const end = await requestSubscriptions(tx, {
      subscriberId: subscriber && mailable ? subscriber.id : null,
      ...person,
      listIds: letter.listIds,
      letterId: newId(),
      letterData: letter.data,
      mayConfirmAtOnce: false,
      source: { method: 'renewed-letter' },
    });
    return end.letterId;
  });
  if (letterId) await deps.enqueueEmail(letterId);
  return { kind: 'asked' };
}

async function judgeLetter(
  db: Queryable,
  letter: LetterRow | null,
  over: boolean,
): Promise<LetterState> {
  if (!letter?.subscriberId) return { kind: 'unknown' };
  if (letter.kind !== 'confirm' && letter.kind !== 'address-change') return { kind: 'unknown' };
  const subscriber = await selectSubscriber(db, letter.subscriberId);
  if (!subscriber) return { kind: 'unknown' };
  const lists = await selectListsById(db, letter.listIds);
  if (letter.kind === 'confirm' && lists.length === 0) return { kind: 'unknown' };
  const subject: LetterSubject = {
    purpose: letter.kind,
    address: maskEmailAddress(letter.address),
    lists: lists.map(({ slug, name }) => ({ slug, name })),
    language: subscriber.language ?? languageSaid(letter),
  };
  const progress =
    letter.kind === 'address-change'
      ? { holds: subscriber.email === letter.address, open: subscriber.email !== letter.address }
      : await judgeSubscriptions(db, letter, subscriber.id);
  if (progress.holds && (letter.usedAt || !progress.open)) return { kind: 'done', ...subject };
  if (letter.usedAt || !progress.open) return { kind: 'used', ...subject };
  return { kind: over ? 'expired' : 'valid', ...subject };
}

/** `holds`: a list it asks for is confirmed. `open`: for another one its button can do something. */
async function judgeSubscriptions(db: Queryable, letter: LetterRow, subscriberId: number) {
  const memberships = await selectMemberships(db, subscriberId);
  const asked = letter.listIds.map((id) => memberships.find((one) => one.listId === id));
  const leftSince = (at: Date | null) => at !== null && at >= letter.createdAt;
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
async function actOnLetter(
  tokens: TokenRing,
  tx: Queryable,
  letter: LetterRow,
  subscriberId: number,
): Promise<{ id: number; listIds: number[] }> {
  await lockSubscriber(tx, subscriberId);
  const acted =
    letter.kind === 'address-change'
      ? { id: await changeAddress(tx, letter, subscriberId), listIds: [] }
      : { id: subscriberId, listIds: await confirmLists(tx, letter, subscriberId) };
  await deleteErasure(tx, tokens.hashAddress(letter.address));
  await markLetterUsed(tx, letter.id);
  return acted;
}

/**
 * The record of the new address stays, if there is one: whoever asked for the change proves only
 * the old one, and must not come to see what is held about another person who presses a button.
 */
async function changeAddress(tx: Queryable, letter: LetterRow, id: number): Promise<number> {
  const email = trustEmailAddress(letter.address);
  const owner = await selectSubscriberByEmail(tx, email);
  if (owner && owner.id !== id) {
    await mergeSubscribers(tx, { kept: owner.id, gone: id });
    return owner.id;
  }
  await moveAddress(tx, id, email);
  return id;
}

async function confirmLists(tx: Queryable, letter: LetterRow, id: number): Promise<number[]> {
  const joined = await changeSubscriptions(tx, {
    subscriberId: id,
    listIds: letter.listIds,
    status: 'confirmed',
    revives: letter.createdAt,
    source: { method: 'confirm-link' },
  });
  const name = typeof letter.data.name === 'string' ? letter.data.name : null;
  await fillSubscriber(tx, id, { name, language: languageSaid(letter) });
  return joined;
}

function languageSaid(letter: LetterRow): string | null {
  return typeof letter.data.language === 'string' ? letter.data.language : null;
}

function isOver(deps: ReadDeps, expiresAt: number): boolean {
  return deps.clock().getTime() >= expiresAt;
}
