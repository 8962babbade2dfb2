// The preference page: what a person who holds the link of her own mail may see and change.

import * as z from 'zod';
import { type Clock, systemClock } from '../../base/clock.ts';
import { parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { eraseSubscriber, readPersonalData } from '../erasure/erasure.ts';
import type { PersonalData } from '../erasure/schema.ts';
import { Frequency, Language, PersonName, type SubscriptionStatus, TimeZone } from '../fields.ts';
import { insertAddressLetter } from '../joining/queries.ts';
import type { Asked, LetterDoors } from '../joining/subscribe.ts';
import { selectPublicLists } from '../lists/queries.ts';
import {
  changeSubscriptions,
  lockSubscriber,
  selectMemberships,
  selectSubscriber,
  selectSuppression,
} from '../queries.ts';
import { updateFrequencies, updateProfile } from './queries.ts';

export interface PreferenceDoors {
  db: Database;
  tokens: TokenRing;
  clock?: Clock;
}

export const PreferencesInput = z.strictObject({
  /** All lists the person wants, complete; absent: lists stay as they are. */
  lists: z.array(z.string().max(100)).max(500).exactOptional(),
  /** By slug, how often; lists that are not named stay as they are. */
  frequencies: z.record(z.string().max(100), Frequency).exactOptional(),
  name: PersonName.nullable().exactOptional(),
  language: Language.nullable().exactOptional(),
  timezone: TimeZone.nullable().exactOptional(),
  /** No digest before this moment, at most a year ahead; null ends a pause. */
  pausedUntil: z.iso.datetime({ offset: true }).nullable().exactOptional(),
});
export type PreferencesInput = z.infer<typeof PreferencesInput>;

export interface OfferedList {
  slug: string;
  name: string;
  description: string | null;
  /** Null: never joined. */
  status: SubscriptionStatus | null;
  frequency: Frequency;
  /** What may be chosen: what the list offers, and what the person once chose. One: no choice. */
  frequencies: Frequency[];
}

export type Preferences =
  | {
      kind: 'known';
      email: string;
      name: string | null;
      language: string | null;
      timezone: string | null;
      /** Whose days the page shows: those of the list this link was mailed for; null: the house's. */
      listZone: string | null;
      pausedUntil: Date | null;
      /** False: this address gets no mail, whatever its lists say. */
      mailable: boolean;
      /** Public lists, and those private ones the person has been on. */
      lists: OfferedList[];
    }
  | { kind: 'unknown' };

export async function readPreferences(doors: PreferenceDoors, token: string): Promise<Preferences> {
  const claim = readClaim(doors, token);
  const subscriber = claim === null ? null : await selectSubscriber(doors.db, claim.subscriber);
  if (!claim || !subscriber) return { kind: 'unknown' };
  const { email, name, language, timezone } = subscriber;
  const now = (doors.clock ?? systemClock)();
  const addressHash = doors.tokens.hashAddress(email);
  const suppression = await selectSuppression(doors.db, { email, addressHash });
  const offered = await selectOffered(doors.db, subscriber.id);
  const own = offered.find((list) => list.id === claim.list);
  const joined = offered.find((list) => list.status === 'confirmed');
  return {
    kind: 'known',
    email,
    name,
    language,
    timezone,
    listZone: (own ?? joined)?.timezone ?? null,
    pausedUntil:
      subscriber.pausedUntil && subscriber.pausedUntil > now ? subscriber.pausedUntil : null,
    mailable: suppression === null,
    lists: offered.map(({ id: _, timezone: _zone, ...list }) => list),
  };
}

/**
 * Joins, leaves and changes what is given. The link proves the address, so that a list is joined
 * without another letter, also by who had left it; a list that is not offered is left out.
 */
export async function changePreferences(
  doors: PreferenceDoors,
  token: string,
  input: PreferencesInput,
  source: { wording: string | null; network: string | null },
): Promise<Preferences> {
  const id = readId(doors, token);
  if (id === null) return { kind: 'unknown' };
  const pausedUntil = readPause(doors, input.pausedUntil);
  const { lists, frequencies, pausedUntil: _, ...profile } = input;
  await doors.db.transaction(async (tx) => {
    if (!(await lockSubscriber(tx, id))) return;
    await updateProfile(tx, id, {
      ...profile,
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
    });
    if (lists) await chooseLists(tx, id, new Set(lists), source);
    if (frequencies) await chooseFrequencies(tx, id, frequencies);
  });
  return readPreferences(doors, token);
}

/** Leaves every list at once. */
export async function leaveAllLists(
  doors: PreferenceDoors,
  token: string,
  source: { network: string | null },
): Promise<Preferences> {
  const id = readId(doors, token);
  if (id === null) return { kind: 'unknown' };
  await doors.db.transaction(async (tx) => {
    if (!(await lockSubscriber(tx, id))) return;
    await chooseLists(tx, id, new Set(), { wording: null, network: source.network });
  });
  return readPreferences(doors, token);
}

/**
 * Writes a letter to the new address; its button makes the change, and brings together who had two
 * addresses here. The same answer for an address that must not be mailed or has had its letters:
 * then nothing happens.
 */
export async function requestAddressChange(
  doors: LetterDoors,
  token: string,
  newAddress: string,
): Promise<Asked> {
  const parsed = parseEmailAddress(newAddress);
  if (parsed.kind === 'invalid') return parsed;
  const id = readId(doors, token);
  if (id === null) return { kind: 'asked' };
  const newEmail = parsed.address;
  const letterId = await doors.db.transaction(async (tx) => {
    const subscriber = await lockSubscriber(tx, id);
    if (!subscriber || subscriber.email === newEmail) return null;
    const addressHash = doors.tokens.hashAddress(newEmail);
    const suppression = await selectSuppression(tx, { email: newEmail, addressHash });
    if (suppression !== null && suppression !== 'erased') return null;
    return insertAddressLetter(tx, { id: newId(), subscriberId: id, newEmail });
  });
  if (letterId) await doors.ring(letterId);
  return { kind: 'asked' };
}

/** Everything held about the person, or null for a link that is nobody's. */
export async function downloadMyData(
  doors: PreferenceDoors,
  token: string,
): Promise<PersonalData | null> {
  const id = readId(doors, token);
  if (id === null || !(await selectSubscriber(doors.db, id))) return null;
  return readPersonalData(doors, id);
}

/** Erases the person. Again, or by a link that is nobody's: nothing happens. */
export async function eraseMe(doors: PreferenceDoors, token: string): Promise<void> {
  const id = readId(doors, token);
  if (id === null || !(await selectSubscriber(doors.db, id))) return;
  await eraseSubscriber(doors, id);
}

async function chooseLists(
  tx: Queryable,
  subscriberId: number,
  wanted: ReadonlySet<string>,
  said: { wording: string | null; network: string | null },
): Promise<void> {
  const offered = await selectOffered(tx, subscriberId);
  const source = { method: 'preferences', ...said };
  const joined = offered.filter((list) => wanted.has(list.slug));
  const left = offered.filter((list) => !wanted.has(list.slug) && list.status !== null);
  for (const [status, some] of [
    ['confirmed', joined],
    ['unsubscribed', left],
  ] as const) {
    const listIds = some.map((list) => list.id);
    await changeSubscriptions(tx, { subscriberId, listIds, status, revives: 'always', source });
  }
}

/** A choice that the list does not offer is left out, like a list that is not offered. */
async function chooseFrequencies(
  tx: Queryable,
  subscriberId: number,
  wanted: Readonly<Record<string, Frequency>>,
): Promise<void> {
  const choices = (await selectOffered(tx, subscriberId)).flatMap((list) => {
    const frequency = Object.hasOwn(wanted, list.slug) ? wanted[list.slug] : undefined;
    if (frequency === undefined || !list.frequencies.includes(frequency)) return [];
    return [{ listId: list.id, frequency }];
  });
  await updateFrequencies(tx, subscriberId, choices);
}

type OwnList = OfferedList & { id: number; timezone: string | null };

async function selectOffered(db: Queryable, id: number): Promise<OwnList[]> {
  const own = (await selectMemberships(db, id)).map((one) => ({ ...one, id: one.listId }));
  const others = (await selectPublicLists(db))
    .filter((list) => !own.some((one) => one.listId === list.id))
    .map((list) => ({ ...list, status: null, frequency: 'every' as const }));
  return [...own, ...others]
    .sort((a, b) => a.id - b.id)
    .map(({ id, slug, name, description, status, frequency, frequencies, timezone }) => {
      const offered = Frequency.options.filter(
        (one) => one === frequency || frequencies.includes(one),
      );
      return { id, slug, name, description, status, frequency, frequencies: offered, timezone };
    });
}

function readPause(doors: PreferenceDoors, text: string | null | undefined) {
  if (text === undefined || text === null) return text;
  const until = new Date(text);
  const now = (doors.clock ?? systemClock)().getTime();
  if (until.getTime() <= now + 366 * 24 * 60 * 60 * 1000) return until;
  const message = 'Must be at most a year ahead';
  throw new AppError('invalid', message, { errors: [{ path: 'pausedUntil', message }] });
}

function readId(doors: PreferenceDoors, token: string): number | null {
  return readClaim(doors, token)?.subscriber ?? null;
}

function readClaim(doors: PreferenceDoors, token: string) {
  const claim = doors.tokens.verify(token);
  return claim?.purpose === 'preferences' ? claim : null;
}
