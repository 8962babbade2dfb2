import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink, readConfirmation } from '../../../src/audience/joining/confirm.ts';
import { changeList, createList } from '../../../src/audience/lists/lists.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { PersonalData } from '../../../src/audience/people/person-data.ts';
import {
  changePreferences,
  downloadMyData,
  eraseMe,
  readPreferences,
  requestAddressChange,
  unsubscribeFromAll,
} from '../../../src/audience/preferences/preferences.ts';
import { unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import {
  addressHistory,
  consents as consentsTable,
  subscribers,
  subscriptions,
  suppressions,
} from '../../../src/db/schema/audience.ts';
import { letters } from '../../../src/db/schema/mail.ts';
import { passTime } from '../../support/time.ts';
import { setup } from '../setup.ts';

const page = { method: 'page', network: null } as const;
const said = { wording: 'My lists', network: null };

async function setupReader() {
  const bundle = await setup();
  const { db, deps } = bundle;
  for (const slug of ['news', 'inner', 'secret']) {
    const visibility = slug === 'news' ? 'public' : 'private';
    await createList(db, { slug, name: slug, visibility, doubleOptIn: true, welcome: false });
  }
  await bundle.join('mai@example.com');
  await confirmByLink(deps, await bundle.confirmToken('mai@example.com'));
  const { id } = await bundle.person('mai@example.com');
  await db.insert(subscriptions).values({ listId: 3, subscriberId: id, status: 'confirmed' });
  return { ...bundle, id, token: bundle.tokens.sign(preferencesOf(id, 'mai@example.com')) };
}

test('the page offers public lists and the private ones the person is on', async () => {
  const { deps, token } = await setupReader();
  expect(await readPreferences(deps, token)).toMatchObject({
    kind: 'known',
    email: 'mai@example.com',
    language: 'ja',
    mailable: true,
    lists: [
      { slug: 'digest', status: 'confirmed' },
      { slug: 'news', status: null },
      { slug: 'inner', status: 'confirmed' },
    ],
  });
});

test('lists are joined and left at once, with a record each, and hidden ones cannot be guessed', async () => {
  const { deps, token, standing, consents } = await setupReader();
  await changePreferences(deps, token, { lists: ['news', 'inner', 'secret'] }, said);
  expect(await standing('mai@example.com')).toEqual({
    digest: 'unsubscribed',
    news: 'confirmed',
    inner: 'confirmed',
  });
  expect((await consents('mai@example.com')).slice(-2)).toEqual([
    'news confirmed preferences',
    'digest unsubscribed preferences',
  ]);
  await changePreferences(deps, token, { lists: ['digest'] }, said);
  expect(await standing('mai@example.com')).toMatchObject({ digest: 'confirmed' });
  await unsubscribeFromAll(deps, token, { network: null });
  expect(Object.values(await standing('mai@example.com'))).toEqual(Array(3).fill('unsubscribed'));
});

test('how often is chosen where a list offers it, stays with the person, and is in their data', async () => {
  const { db, deps, token, id } = await setupReader();
  await changeList(db, 'digest', { frequencies: ['every', 'weekly'] });
  await changeList(db, 'news', { frequencies: ['every', 'weekly', 'monthly'] });
  const choose = (lists: string[], frequencies: Record<string, 'every' | 'weekly' | 'monthly'>) =>
    changePreferences(deps, token, { lists, frequencies }, said);
  const chosen = async () => {
    const read = await readPreferences(deps, token);
    const lists = read.kind === 'known' ? read.lists : [];
    return lists.map(({ slug, frequency, frequencies }) => [slug, frequency, frequencies.length]);
  };
  // Not offered: by the list `inner`, `monthly` by the digest, and a list that there is not.
  const all = ['digest', 'news', 'inner'];
  await choose(all, { digest: 'monthly', news: 'monthly', inner: 'weekly', nothing: 'weekly' });
  expect(await chosen()).toEqual([
    ['digest', 'every', 2],
    ['news', 'monthly', 3],
    ['inner', 'every', 1],
  ]);
  await choose(all, { digest: 'weekly' });
  await changeList(db, 'digest', { frequencies: ['every'] });
  await changePreferences(deps, token, { lists: ['news'] }, said);
  // What was chosen outlives the offer and an unsubscribe, and can be taken back.
  expect((await chosen())[0]).toEqual(['digest', 'weekly', 2]);
  const data = await downloadMyData(deps, token);
  expect(data?.subscriber.lists).toMatchObject([
    { slug: 'digest', status: 'unsubscribed', frequency: 'weekly' },
    { slug: 'news', status: 'confirmed', frequency: 'monthly' },
    { slug: 'inner', status: 'unsubscribed', frequency: 'every' },
  ]);
  await choose(all, { digest: 'every' });
  expect((await chosen())[0]).toEqual(['digest', 'every', 1]);
  // Of two records that become one, the newest decision brings its own along.
  const [other] = await db.insert(subscribers).values({ email: 'other@example.com' }).returning();
  await db.insert(subscriptions).values({
    ...{ listId: 1, subscriberId: other?.id ?? 0, status: 'confirmed', frequency: 'monthly' },
    confirmedAt: new Date(Date.now() + 1000),
  });
  await mergeSubscribers(db, { kept: id, gone: other?.id ?? 0 });
  expect((await chosen())[0]).toEqual(['digest', 'monthly', 2]);
});

test('name, language, zone and pause are changed as given, and nothing else', async () => {
  const { deps, token, person } = await setupReader();
  const until = new Date(Date.now() + 86_400_000);
  await changePreferences(
    deps,
    token,
    { name: 'Mai 舞', timezone: 'Asia/Tokyo', pausedUntil: until.toISOString() },
    said,
  );
  expect(await person('mai@example.com')).toMatchObject({
    name: 'Mai 舞',
    language: 'ja',
    timezone: 'Asia/Tokyo',
    pausedUntil: until,
  });
  await changePreferences(deps, token, { name: null, pausedUntil: null }, said);
  expect(await person('mai@example.com')).toMatchObject({ name: null, pausedUntil: null });
  const tooLong = { pausedUntil: '2199-01-01T00:00:00Z' };
  await expect(changePreferences(deps, token, tooLong, said)).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('a new address is taken when its own email is answered, and the old one is remembered', async () => {
  const { db, deps, tokens, token, id, confirmToken, queued } = await setupReader();
  expect(await requestAddressChange(deps, token, 'New@example.org')).toEqual({ kind: 'asked' });
  expect(queued).toHaveLength(2);
  expect(await readPreferences(deps, token)).toMatchObject({ email: 'mai@example.com' });
  const answer = await confirmToken('new@example.org');
  expect(await readConfirmation(deps, answer)).toMatchObject({
    kind: 'valid',
    purpose: 'address-change',
  });
  expect(await confirmByLink(deps, answer)).toMatchObject({ kind: 'confirmed' });
  expect(await confirmByLink(deps, answer)).toMatchObject({ kind: 'confirmed' });
  const fresh = tokens.sign(preferencesOf(id, 'new@example.org'));
  expect(await readPreferences(deps, fresh)).toMatchObject({ email: 'new@example.org' });
  expect(await readPreferences(deps, token)).toEqual({ kind: 'stale', language: 'ja' });
  expect(await db.select().from(addressHistory)).toMatchObject([
    { subscriberId: id, email: 'mai@example.com' },
  ]);
});

test('who had two addresses here becomes one: the newest decision of each list counts', async () => {
  const { db, deps, tokens, token, id, join, confirmToken, standing, person } = await setupReader();
  await join('other@example.com', ['digest', 'news']);
  await confirmByLink(deps, await confirmToken('other@example.com'));
  const other = await person('other@example.com');
  const leaveDigest = { purpose: 'unsubscribe', list: 1, send: null } as const;
  // After subscribing with the second address, the person left the list with it.
  await unsubscribe(deps, tokens.sign({ ...leaveDigest, subscriber: other.id }), page);
  await changePreferences(deps, token, { name: 'Mai', lists: ['digest'] }, said);
  await db.execute(sql`
    update subscriptions set unsubscribed_at = now() + interval '1 second' where subscriber_id = ${other.id}
      and unsubscribed_at is not null`);
  expect(await requestAddressChange(deps, token, 'other@example.com')).toEqual({ kind: 'asked' });
  await passTime(db, '2 hours');
  await requestAddressChange(deps, token, 'other@example.com');
  const answer = await confirmToken('other@example.com');
  const confirmed = await confirmByLink(deps, answer);
  expect(confirmed.kind === 'confirmed' && tokens.verify(confirmed.preferences)).toEqual(
    preferencesOf(other.id, 'other@example.com'),
  );
  expect(await confirmByLink(deps, answer)).toMatchObject({ kind: 'confirmed' });
  expect(await person('other@example.com')).toMatchObject({ id: other.id, name: 'Mai' });
  expect(await standing('other@example.com')).toMatchObject({
    digest: 'unsubscribed',
    news: 'confirmed',
  });
  expect(await db.$count(subscribers)).toBe(1);
  // The old link shows nothing any more, for it proves only the old address; but it still leaves.
  expect(await readPreferences(deps, token)).toEqual({ kind: 'stale', language: 'ja' });
  await unsubscribe(deps, tokens.sign({ ...leaveDigest, list: 2, subscriber: id }), page);
  expect(await standing('other@example.com')).toMatchObject({ news: 'unsubscribed' });
});

test('my data names every record, and erasing me leaves a hash and nothing that names me', async () => {
  const { db, deps, tokens, token, id } = await setupReader();
  const leave = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send: null });
  await unsubscribe(deps, leave, { method: 'page', network: '192.0.2.0' });
  const data = await downloadMyData(deps, token);
  expect(PersonalData.parse(data)).toEqual(data);
  expect(data).toMatchObject({
    subscriber: { id, email: 'mai@example.com' },
    consents: [{ action: 'requested' }, { action: 'confirmed' }, { action: 'unsubscribed' }],
    emails: [{ kind: 'confirm' }],
  });
  await eraseMe(deps, token);
  for (const table of [subscribers, subscriptions, consentsTable, letters]) {
    expect(await db.$count(table)).toBe(0);
  }
  expect(await db.select().from(suppressions)).toMatchObject([
    { address: null, addressHash: tokens.hashAddress('mai@example.com'), reason: 'erased' },
  ]);
  expect(await db.$count(addressHistory)).toBe(1);
  expect(await downloadMyData(deps, token)).toBe(null);
  expect(await readPreferences(deps, token)).toEqual({ kind: 'unknown' });
  await eraseMe(deps, token);
});
