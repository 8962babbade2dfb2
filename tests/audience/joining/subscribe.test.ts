import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  confirmByLink,
  readConfirmation,
  renewConfirmation,
} from '../../../src/audience/joining/confirm.ts';
import { subscribe } from '../../../src/audience/joining/subscribe.ts';
import { createList } from '../../../src/audience/lists/lists.ts';
import { unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { subscribers, suppressions } from '../../../src/db/schema/audience.ts';
import { letters } from '../../../src/db/schema/mail.ts';
import { context, setup } from '../setup.ts';

test('a request leaves a pending subscription, its consent record and an email that was enqueued', async () => {
  const { db, join, standing, consents, queued } = await setup();
  expect(await join(' Mai@Example.COM ')).toEqual({ kind: 'asked' });
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending' });
  expect(await consents('mai@example.com')).toEqual(['digest requested form']);
  const written = await db.select().from(letters);
  expect(written).toMatchObject([
    { id: queued[0], kind: 'confirm', address: 'mai@example.com', state: 'ready', listIds: [1] },
  ]);
});

test('one email confirms all the lists that were asked for, and pressing again is the same success', async () => {
  const { db, deps, join, standing, consents, confirmToken } = await setup();
  await createList(db, {
    slug: 'news',
    name: 'News',
    visibility: 'public',
    doubleOptIn: true,
    welcome: false,
  });
  await join('mai@example.com', ['news', 'digest']);
  const token = await confirmToken('mai@example.com');
  expect(await readConfirmation(deps, token)).toMatchObject({
    kind: 'valid',
    address: 'm***@example.com',
    lists: [{ slug: 'digest' }, { slug: 'news' }],
    language: 'ja',
  });
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending', news: 'pending' });
  const first = await confirmByLink(deps, token);
  expect(first).toMatchObject({ kind: 'confirmed' });
  expect(await confirmByLink(deps, token)).toEqual(first);
  expect(await readConfirmation(deps, token)).toMatchObject({ kind: 'done' });
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed', news: 'confirmed' });
  expect(await consents('mai@example.com')).toHaveLength(4);
});

test('two clicks at once confirm once', async () => {
  const { deps, join, consents, confirmToken } = await setup();
  await join('mai@example.com');
  const token = await confirmToken('mai@example.com');
  const answers = await Promise.all([1, 2, 3].map(() => confirmByLink(deps, token)));
  expect(answers.map((answer) => answer.kind)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(await consents('mai@example.com')).toEqual([
    'digest requested form',
    'digest confirmed confirm-link',
  ]);
});

test('unknown and private lists are left out without a word', async () => {
  const { db, join, standing } = await setup();
  await createList(db, {
    slug: 'inner',
    name: 'Inner',
    visibility: 'private',
    doubleOptIn: true,
    welcome: false,
  });
  expect(await join('mai@example.com', ['inner', 'no-such', 'NUL\u0000'])).toEqual({
    kind: 'asked',
  });
  expect(await db.$count(subscribers)).toBe(0);
  await join('mai@example.com', ['inner', 'digest']);
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending' });
});

test('an address gets one email an hour and three in thirty days, however many ask at once', async () => {
  const { join, queued, age } = await setup();
  await Promise.all(Array.from({ length: 8 }, () => join('mai@example.com')));
  expect(queued).toHaveLength(1);
  await join('mai@example.com');
  expect(queued).toHaveLength(1);
  await age('61 minutes');
  await join('mai@example.com');
  await age('61 minutes');
  await join('mai@example.com');
  await age('61 minutes');
  await join('mai@example.com');
  expect(queued).toHaveLength(3);
  await age('30 days');
  await join('mai@example.com');
  expect(queued).toHaveLength(4);
});

test('nobody who is confirmed or suppressed gets an email, and the answer is the same', async () => {
  const { db, deps, tokens, join, queued, confirmToken, age } = await setup();
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  await age('2 hours');
  for (const address of ['bounced@example.com', 'gone@example.com']) {
    await db.insert(suppressions).values({
      address: address.startsWith('gone') ? null : address,
      addressHash: address.startsWith('gone') ? tokens.hashAddress(address) : null,
      reason: 'bounce',
    });
  }
  for (const address of ['mai@example.com', 'bounced@example.com', 'gone@example.com']) {
    expect(await join(address)).toEqual({ kind: 'asked' });
  }
  expect(queued).toHaveLength(1);
  expect(await db.$count(subscribers)).toBe(1);
});

test('an erased person may come back, and only their own confirmation lifts the erasure', async () => {
  const { db, deps, tokens, join, confirmToken } = await setup();
  const addressHash = tokens.hashAddress('mai@example.com');
  await db.insert(suppressions).values({ addressHash, reason: 'erased' });
  await join('mai@example.com');
  expect(await db.$count(suppressions)).toBe(1);
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  expect(await db.$count(suppressions)).toBe(0);
});

test('a confirmation lifts no bounce that came after the email', async () => {
  const { db, deps, join, confirmToken } = await setup();
  await join('mai@example.com');
  await db.insert(suppressions).values({ address: 'mai@example.com', reason: 'bounce' });
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  expect(await db.$count(suppressions)).toBe(1);
});

test('who left is not brought back by an old link, only by a fresh request and its email', async () => {
  const { deps, tokens, join, person, standing, confirmToken, age } = await setup();
  await join('mai@example.com');
  const used = await confirmToken('mai@example.com');
  await age('2 hours');
  await join('mai@example.com');
  const unused = await confirmToken('mai@example.com');
  await confirmByLink(deps, used);
  const { id } = await person('mai@example.com');
  const leave = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send: null });
  await unsubscribe(deps, leave, { method: 'page', network: null });
  expect(await readConfirmation(deps, used)).toMatchObject({ kind: 'used' });
  expect(await confirmByLink(deps, used)).toMatchObject({ kind: 'used' });
  expect(await confirmByLink(deps, unused)).toMatchObject({ kind: 'used' });
  expect(await standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });

  await age('2 hours');
  await join('mai@example.com');
  expect(await standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('an email of eight days ago confirms nothing, and offers a new one', async () => {
  const { deps, join, confirmToken, standing, age, queued } = await setup();
  await join('mai@example.com');
  const token = await confirmToken('mai@example.com');
  await age('8 days');
  const later = { ...deps, clock: () => new Date(Date.now() + 8 * 86_400_000) };
  expect(await confirmByLink(later, token)).toMatchObject({ kind: 'expired' });
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending' });
  expect(await renewConfirmation(later, token)).toEqual({ kind: 'asked' });
  expect(queued).toHaveLength(2);
  expect(await renewConfirmation(later, token)).toEqual({ kind: 'asked' });
  expect(queued).toHaveLength(2);
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
  expect(await confirmByLink(later, token)).toMatchObject({ kind: 'confirmed' });
});

test('a list without double opt-in is joined at once, except by who left it before', async () => {
  const { db, deps, tokens, join, person, standing, consents, queued } = await setup();
  await createList(db, {
    slug: 'easy',
    name: 'Easy',
    visibility: 'public',
    doubleOptIn: false,
    welcome: false,
  });
  await join('mai@example.com', ['easy', 'digest']);
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending', easy: 'confirmed' });
  expect((await consents('mai@example.com')).sort()).toEqual([
    'digest requested form',
    'easy confirmed form',
    'easy requested form',
  ]);
  expect(queued).toHaveLength(1);
  const { id } = await person('mai@example.com');
  const leave = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 2, send: null });
  await unsubscribe(deps, leave, { method: 'one-click', network: null });
  await join('mai@example.com', ['easy']);
  expect(await standing('mai@example.com')).toMatchObject({ easy: 'unsubscribed' });
});

test('a stranger who fills the form changes nothing about a known person', async () => {
  const { deps, join, person, confirmToken } = await setup();
  await join('mai@example.com');
  await confirmByLink(deps, await confirmToken('mai@example.com'));
  const before = await person('mai@example.com');
  await subscribe(
    deps,
    { email: 'mai@example.com', name: 'Nobody', list: [] },
    { ...context, language: 'de' },
  );
  expect(await person('mai@example.com')).toEqual(before);
});

test('a link that is no email of ours says nothing', async () => {
  const { db, deps, tokens } = await setup();
  const preferences = tokens.sign(preferencesOf(1, 'mai@example.com'));
  const mail = crypto.randomUUID();
  const unwritten = tokens.sign({ purpose: 'letter', letter: mail, expiresAt: Date.now() + 1000 });
  for (const token of ['', 'x', preferences, unwritten]) {
    expect(await readConfirmation(deps, token)).toEqual({ kind: 'unknown' });
    expect(await confirmByLink(deps, token)).toEqual({ kind: 'unknown' });
    expect(await renewConfirmation(deps, token)).toEqual({ kind: 'asked' });
  }
  expect(await db.execute(sql`select from letters`)).toHaveLength(0);
});
