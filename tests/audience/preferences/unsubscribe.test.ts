import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { createList } from '../../../src/audience/lists/lists.ts';
import { readUnsubscribe, unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { deliveries } from '../../../src/db/schema/feedback.ts';
import { setup } from '../setup.ts';

const page = { method: 'page', network: null } as const;

async function setupReader() {
  const bundle = await setup();
  await createList(bundle.db, {
    slug: 'news',
    name: 'News',
    visibility: 'public',
    doubleOptIn: true,
    welcome: false,
  });
  await bundle.join('mai@example.com', ['digest', 'news']);
  await confirmByLink(bundle.deps, await bundle.confirmToken('mai@example.com'));
  const { id } = await bundle.person('mai@example.com');
  const send = crypto.randomUUID();
  const link = (list: number) =>
    bundle.tokens.sign({ purpose: 'unsubscribe', subscriber: id, list, send });
  return { ...bundle, id, send, link };
}

test('looking at the page of the link changes nothing', async () => {
  const { deps, link, standing } = await setupReader();
  const seen = await readUnsubscribe(deps, link(1));
  expect(seen).toMatchObject({
    kind: 'known',
    address: 'm***@example.com',
    list: { slug: 'digest' },
    left: false,
  });
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed', news: 'confirmed' });
});

test('one click leaves the list of that mail only, and names the mail that made it', async () => {
  const { db, deps, link, id, send, standing, consents } = await setupReader();
  const left = await unsubscribe(deps, link(1), { method: 'one-click', network: null });
  expect(left).toMatchObject({ kind: 'known', left: true });
  expect(await standing('mai@example.com')).toEqual({ digest: 'unsubscribed', news: 'confirmed' });
  expect((await consents('mai@example.com')).at(-1)).toBe('digest unsubscribed one-click');
  expect(await db.select().from(deliveries)).toMatchObject([{ sendId: send, subscriberId: id }]);
});

test('a repeated click changes nothing, not even the time of the first', async () => {
  const { db, deps, link, consents } = await setupReader();
  const first = await unsubscribe(deps, link(1), page);
  const before = await db.select().from(deliveries);
  const noted = await consents('mai@example.com');
  expect(await unsubscribe(deps, link(1), page)).toEqual(first);
  await Promise.all([unsubscribe(deps, link(1), page), unsubscribe(deps, link(1), page)]);
  expect(await db.select().from(deliveries)).toEqual(before);
  expect(await consents('mai@example.com')).toEqual(noted);
});

test('the attribution joins what webhooks have said of the same mail', async () => {
  const { db, deps, link, id, send } = await setupReader();
  const deliveredAt = new Date('2026-01-01T00:00:00Z');
  await db.insert(deliveries).values({ sendId: send, subscriberId: id, deliveredAt });
  await unsubscribe(deps, link(1), page);
  const [row] = await db.select().from(deliveries);
  expect(row).toMatchObject({ deliveredAt });
  expect(row?.unsubscribedAt).toBeInstanceOf(Date);
});

test('a link to nobody, of another purpose, or made up is answered without a word', async () => {
  const { deps, tokens, standing, id } = await setupReader();
  const nobody = tokens.sign({ purpose: 'unsubscribe', subscriber: 999, list: 1, send: null });
  const noList = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 999, send: null });
  const other = tokens.sign(preferencesOf(id, 'mai@example.com'));
  for (const token of [nobody, noList]) {
    expect(await unsubscribe(deps, token, page)).toEqual({ kind: 'gone' });
  }
  for (const token of [other, '']) {
    expect(await unsubscribe(deps, token, page)).toEqual({ kind: 'foreign' });
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (token) => {
      expect(await unsubscribe(deps, token, page)).toEqual({ kind: 'foreign' });
    }),
  );
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed', news: 'confirmed' });
});
