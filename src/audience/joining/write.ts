// Subscribers as editors and programs write them; nobody who left or must not be mailed comes back.

import { type EmailAddress, trustEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import type { EmailDeps } from '../deps.ts';
import { Attributes, NamedAttributes, requireEmailAddress } from '../fields.ts';
import { requireLists } from '../lists/lists.ts';
import {
  insertSubscriber,
  moveAddress,
  updateAttributes,
  updateProfile,
} from '../people/queries.ts';
import { readSubscriber } from '../people/read.ts';
import type { SubscriberInput, SubscriberPatch, SubscriberView } from '../people/schema.ts';
import {
  changeSubscriptions,
  lockSubscriber,
  selectMemberships,
  selectSubscriberByEmail,
  selectSuppression,
} from '../queries.ts';
import { requestSubscriptions } from './queries.ts';

/**
 * Adds a person. A `pending` list gets a confirmation email, under the same caps as the form.
 * AppError `subscriber_suppressed` for an address that must not be mailed or that has left one of
 * the lists, `conflict` for one that is there already.
 */
export async function createSubscriber(
  deps: EmailDeps,
  input: SubscriberInput,
): Promise<SubscriberView> {
  const email = requireEmailAddress(input.email);
  requireConsent(input);
  const { id, emailId } = await deps.db.transaction(async (tx) => {
    const addressHash = deps.tokens.hashAddress(email);
    refuseSuppressed(await selectSuppression(tx, { email, addressHash }));
    const row = await insertSubscriber(tx, {
      email,
      name: input.name ?? null,
      language: input.language ?? null,
      timezone: input.timezone ?? null,
      attributes: input.attributes ?? {},
    });
    if (!row) return refuseKnown(tx, email, input.lists);
    const person = { id: row.id, email, addressHash };
    return { id: row.id, emailId: await changeLists(tx, person, input.lists, input.consent) };
  });
  if (emailId) await deps.enqueueEmail(emailId);
  return readSubscriber(deps.db, id);
}

/**
 * Changes a person. Lists that are not named stay as they are; a confirmed one never falls back
 * to pending. AppError `subscriber_suppressed` where a change would revive someone.
 */
export async function changeSubscriber(
  deps: EmailDeps,
  id: number,
  patch: SubscriberPatch,
): Promise<SubscriberView> {
  requireConsent(patch);
  const emailId = await deps.db.transaction(async (tx) => {
    const before = await lockSubscriber(tx, id);
    if (!before) throw new AppError('not_found', 'There is no subscriber with this id.');
    const email =
      patch.email === undefined
        ? trustEmailAddress(before.email)
        : requireEmailAddress(patch.email);
    const addressHash = deps.tokens.hashAddress(email);
    const revives = patch.lists?.some((one) => one.status !== 'unsubscribed') ?? false;
    if (revives || email !== before.email) {
      refuseSuppressed(await selectSuppression(tx, { email, addressHash }));
    }
    if (email !== before.email && !(await moveAddress(tx, id, email))) {
      throw new AppError('conflict', 'Another subscriber has this address.');
    }
    await updateProfile(tx, id, pickProfile(patch));
    if (patch.attributes) {
      await updateAttributes(tx, id, mergeAttributes(before.attributes, patch.attributes));
    }
    return changeLists(tx, { id, email, addressHash }, patch.lists ?? [], patch.consent);
  });
  if (emailId) await deps.enqueueEmail(emailId);
  return readSubscriber(deps.db, id);
}

type WantedLists = SubscriberInput['lists'];

/** Returns the id of the confirmation email, if one was written. */
async function changeLists(
  tx: Queryable,
  person: { id: number; email: EmailAddress; addressHash: string },
  wanted: WantedLists,
  consent: string | undefined,
): Promise<string | null> {
  const slugs = wanted.map((one) => one.slug);
  const rows = await requireLists(tx, slugs);
  await refuseLeft(tx, person.id, wanted);
  const source = { method: 'api', wording: consent ?? null };
  const idsOf = (status: WantedLists[number]['status']) =>
    rows
      .filter((row) => wanted.some((one) => one.slug === row.slug && one.status === status))
      .map((row) => row.id);
  for (const status of ['confirmed', 'unsubscribed'] as const) {
    const change = { subscriberId: person.id, listIds: idsOf(status), status, source };
    await changeSubscriptions(tx, { ...change, revives: 'never' });
  }
  const { emailId } = await requestSubscriptions(tx, {
    subscriberId: person.id,
    email: person.email,
    addressHash: person.addressHash,
    listIds: idsOf('pending'),
    emailId: newId(),
    emailData: {},
    mayConfirmAtOnce: false,
    source,
  });
  // Past the caps there is no email, but what the editor said is kept.
  const pending = { subscriberId: person.id, listIds: idsOf('pending'), source };
  await changeSubscriptions(tx, { ...pending, status: 'pending', revives: 'never' });
  return emailId;
}

function requireConsent(input: { lists?: WantedLists; consent?: string }): void {
  if (input.consent !== undefined) return;
  if (!input.lists?.some((one) => one.status === 'confirmed')) return;
  const message = 'Must say how consent was obtained, as a list is to be confirmed';
  throw new AppError('invalid', message, { errors: [{ path: 'consent', message }] });
}

function refuseSuppressed(reason: string | null): void {
  if (reason === null) return;
  throw new AppError('subscriber_suppressed', `This address is suppressed (${reason}).`);
}

async function refuseLeft(tx: Queryable, id: number, wanted: WantedLists): Promise<void> {
  const memberships = await selectMemberships(tx, id);
  for (const { slug, status } of wanted) {
    const left = memberships.some((one) => one.slug === slug && one.status === 'unsubscribed');
    if (!left || status === 'unsubscribed') continue;
    const detail = `This person has left ${slug}; only they themselves can come back.`;
    throw new AppError('subscriber_suppressed', detail);
  }
}

async function refuseKnown(
  tx: Queryable,
  email: EmailAddress,
  wanted: WantedLists,
): Promise<never> {
  const known = await selectSubscriberByEmail(tx, email);
  if (known) await refuseLeft(tx, known.id, wanted);
  const detail = `There is a subscriber with this address already${known ? `, number ${known.id}` : ''}.`;
  throw new AppError('conflict', detail);
}

function pickProfile(patch: SubscriberPatch) {
  const { name, language, timezone } = patch;
  return {
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

/** Whoever has too many, from before they were counted everywhere, may still be given fewer. */
function mergeAttributes(
  before: Record<string, string>,
  patch: Record<string, string | null>,
): Record<string, string> {
  const merged = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
  const isFewer = merged.length < Object.keys(before).length;
  const parsed = (isFewer ? NamedAttributes : Attributes).safeParse(Object.fromEntries(merged));
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? 'Must be texts by name';
  throw new AppError('invalid', message, { errors: [{ path: 'attributes', message }] });
}
