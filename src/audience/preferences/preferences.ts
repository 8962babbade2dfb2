// The preference page: what a person who holds the link of their own mail may see and change.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import { insertAddressEmail } from '../../transactional/outbox-queries.ts';
import type { AudienceDeps, EmailDeps } from '../deps.ts';
import { Frequency, Language, PersonName, TimeZone } from '../fields.ts';
import type { Asked } from '../joining/subscribe.ts';
import { eraseSubscriber, readPersonalData } from '../people/erasure.ts';
import type { PersonalData } from '../people/person-data.ts';
import { updateProfile } from '../people/queries.ts';
import { changeSubscriptions, lockSubscriber, selectSuppression } from '../queries.ts';
import { findHolder, lockHolder } from './holder.ts';
import { type OfferedList, selectOffered } from './offered.ts';
import { updateFrequencies } from './queries.ts';

type PreferenceDeps = Pick<AudienceDeps, 'db' | 'tokens' | 'clock'>;

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
  /** The link went to another address than the person has now. */
  | { kind: 'stale'; language: string | null }
  | { kind: 'unknown' };

export async function readPreferences(deps: PreferenceDeps, token: string): Promise<Preferences> {
  const holder = await findHolder(deps.db, deps.tokens, token);
  if (holder.kind === 'stale') return { kind: 'stale', language: holder.subscriber.language };
  if (holder.kind !== 'open') return { kind: 'unknown' };
  const { claim, subscriber } = holder;
  const { email, name, language, timezone } = subscriber;
  const now = deps.clock();
  const addressHash = deps.tokens.hashAddress(email);
  const suppression = await selectSuppression(deps.db, { email, addressHash });
  const offered = await selectOffered(deps.db, subscriber.id);
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
 * without another email, also by who had left it; a list that is not offered is left out.
 */
export async function changePreferences(
  deps: PreferenceDeps,
  token: string,
  input: PreferencesInput,
  source: { wording: string | null; network: string | null },
): Promise<Preferences> {
  const pausedUntil = readPause(deps, input.pausedUntil);
  const { lists, frequencies, pausedUntil: _, ...profile } = input;
  await deps.db.transaction(async (tx) => {
    const id = (await lockHolder(tx, deps.tokens, token))?.id;
    if (id === undefined) return;
    await updateProfile(tx, id, {
      ...profile,
      ...(pausedUntil === undefined ? {} : { pausedUntil }),
    });
    if (lists) await chooseLists(tx, id, new Set(lists), source);
    if (frequencies) await chooseFrequencies(tx, id, frequencies);
  });
  return readPreferences(deps, token);
}

/** Leaves every list at once; so does an old link, whose mail said that it can. */
export async function unsubscribeFromAll(
  deps: PreferenceDeps,
  token: string,
  source: { network: string | null },
): Promise<Preferences> {
  const holder = await findHolder(deps.db, deps.tokens, token);
  if (holder.kind !== 'open' && holder.kind !== 'stale') return { kind: 'unknown' };
  const { id } = holder.subscriber;
  await deps.db.transaction(async (tx) => {
    if (!(await lockSubscriber(tx, id))) return;
    await chooseLists(tx, id, new Set(), { wording: null, network: source.network });
  });
  return readPreferences(deps, token);
}

/**
 * Writes an email to the new address; its button makes the change, and brings together who had two
 * addresses here. The same answer for an address that must not be mailed or has had its emails:
 * then nothing happens.
 */
export async function requestAddressChange(
  deps: EmailDeps,
  token: string,
  newAddress: string,
): Promise<Asked> {
  const parsed = parseEmailAddress(newAddress);
  if (parsed.kind === 'invalid') return parsed;
  const newEmail = parsed.address;
  const emailId = await deps.db.transaction(async (tx) => {
    const subscriber = await lockHolder(tx, deps.tokens, token);
    if (!subscriber || subscriber.email === newEmail) return null;
    const addressHash = deps.tokens.hashAddress(newEmail);
    const suppression = await selectSuppression(tx, { email: newEmail, addressHash });
    if (suppression !== null && suppression !== 'erased') return null;
    return insertAddressEmail(tx, { id: newId(), subscriberId: subscriber.id, newEmail });
  });
  if (emailId) await deps.enqueueEmail(emailId);
  return { kind: 'asked' };
}

/** Everything held about the person, or null for a link that does not open their record. */
export async function downloadMyData(
  deps: PreferenceDeps,
  token: string,
): Promise<PersonalData | null> {
  const holder = await findHolder(deps.db, deps.tokens, token);
  return holder.kind === 'open' ? readPersonalData(deps, holder.subscriber.id) : null;
}

/** Erases the person. Again, or by a link that does not open their record: nothing happens. */
export async function eraseMe(deps: PreferenceDeps, token: string): Promise<void> {
  const holder = await findHolder(deps.db, deps.tokens, token);
  if (holder.kind === 'open') await eraseSubscriber(deps, holder.subscriber.id);
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

function readPause(deps: PreferenceDeps, text: string | null | undefined) {
  if (text === undefined || text === null) return text;
  const until = new Date(text);
  const now = deps.clock().getTime();
  if (until.getTime() <= now + 366 * 24 * 60 * 60 * 1000) return until;
  const message = 'Must be at most a year ahead';
  throw new AppError('invalid', message, { errors: [{ path: 'pausedUntil', message }] });
}
