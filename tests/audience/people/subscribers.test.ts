import { expect, test } from 'vitest';
import { changeSubscriber, createSubscriber } from '../../../src/audience/joining/write.ts';
import { eraseSubscriber, readPersonalData } from '../../../src/audience/people/erasure.ts';
import { readSubscriber, readSubscribers } from '../../../src/audience/people/read.ts';
import { SubscriberInput, SubscriberView } from '../../../src/audience/people/schema.ts';
import { SuppressionView } from '../../../src/audience/suppressions/schema.ts';
import {
  addSuppression,
  findSuppression,
  liftSuppression,
  readSuppressions,
} from '../../../src/audience/suppressions/suppressions.ts';
import { suppressions } from '../../../src/db/schema/audience.ts';
import { digests } from '../../../src/db/schema/digests.ts';
import { deliveries } from '../../../src/db/schema/feedback.ts';
import { sends } from '../../../src/db/schema/sends.ts';
import { setup } from '../setup.ts';

const confirmed = {
  lists: [{ slug: 'digest', status: 'confirmed' as const }],
  consent: 'By phone',
};

test('a created subscriber comes back as documented', async () => {
  const { deps, db, consents } = await setup();
  const input = SubscriberInput.parse({
    email: 'Mai@Example.com',
    name: '  Mai ',
    language: 'JA-jp',
    timezone: 'asia/tokyo',
    attributes: { city: '東京' },
    ...confirmed,
  });
  const view = await createSubscriber(deps, input);
  expect(SubscriberView.parse(view)).toEqual(view);
  expect(view).toMatchObject({
    email: 'mai@example.com',
    name: 'Mai',
    language: 'ja-JP',
    timezone: 'Asia/Tokyo',
    attributes: { city: '東京' },
    lists: [{ slug: 'digest', status: 'confirmed' }],
    suppressed: null,
  });
  expect(await readSubscriber(db, view.id)).toEqual(view);
  expect(await consents('mai@example.com')).toEqual(['digest confirmed api']);
});

test('confirming without consent, and lists that do not exist, are refused by name', async () => {
  const { deps } = await setup();
  const email = 'mai@example.com';
  await expect(createSubscriber(deps, { email, lists: confirmed.lists })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'consent' }],
  });
  const lists = [{ slug: 'nope\u0000', status: 'pending' as const }];
  await expect(createSubscriber(deps, { email, lists })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'lists' }],
  });
  await expect(createSubscriber(deps, { email: 'mai@', lists: [] })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'email' }],
  });
});

test('a pending list gets its confirmation email', async () => {
  const { deps, queued, standing } = await setup();
  const lists = [{ slug: 'digest', status: 'pending' as const }];
  await createSubscriber(deps, { email: 'mai@example.com', lists });
  expect(queued).toHaveLength(1);
  expect(await standing('mai@example.com')).toEqual({ digest: 'pending' });
});

test('nobody who left, complained, bounced or was erased is revived', async () => {
  const { deps, db } = await setup();
  const left = await createSubscriber(deps, { email: 'left@example.com', ...confirmed });
  await changeSubscriber(deps, left.id, { lists: [{ slug: 'digest', status: 'unsubscribed' }] });
  const erased = await createSubscriber(deps, { email: 'erased@example.com', ...confirmed });
  await eraseSubscriber(deps, erased.id);
  await db.insert(suppressions).values([
    { address: 'bounced@example.com', reason: 'bounce' },
    { address: 'angry@example.com', reason: 'complaint' },
  ]);
  for (const name of ['left', 'erased', 'bounced', 'angry']) {
    await expect(
      createSubscriber(deps, { email: `${name}@example.com`, ...confirmed }),
    ).rejects.toMatchObject({ code: 'subscriber_suppressed' });
  }
  await expect(changeSubscriber(deps, left.id, confirmed)).rejects.toMatchObject({
    code: 'subscriber_suppressed',
  });
  await expect(
    changeSubscriber(deps, left.id, { email: 'angry@example.com' }),
  ).rejects.toMatchObject({ code: 'subscriber_suppressed' });
});

test('an address is there once', async () => {
  const { deps } = await setup();
  const mai = await createSubscriber(deps, { email: 'mai@example.com', ...confirmed });
  const eve = await createSubscriber(deps, { email: 'eve@example.com', ...confirmed });
  await expect(
    createSubscriber(deps, { email: 'MAI@example.com', ...confirmed }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(changeSubscriber(deps, eve.id, { email: mai.email })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a patch merges attributes, and a confirmed list does not fall back to pending', async () => {
  const { deps } = await setup();
  const { id } = await createSubscriber(deps, {
    email: 'mai@example.com',
    attributes: { a: '1', b: '2' },
    ...confirmed,
  });
  const view = await changeSubscriber(deps, id, {
    name: 'Mai',
    attributes: { a: null, c: '3' },
    lists: [{ slug: 'digest', status: 'pending' }],
  });
  expect(view).toMatchObject({
    name: 'Mai',
    attributes: { b: '2', c: '3' },
    lists: [{ slug: 'digest', status: 'confirmed' }],
  });
});

test('subscribers are paged and filtered, each once', async () => {
  const { deps, db } = await setup();
  for (let n = 0; n < 7; n++) {
    const lists = n % 2 ? confirmed.lists : [{ slug: 'digest', status: 'pending' as const }];
    await createSubscriber(deps, { email: `r${n}@example.com`, lists, consent: 'x' });
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await readSubscribers(db, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map((one) => one.email));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `r${n}@example.com`));
  const only = await readSubscribers(db, { limit: 50, list: 'digest', status: 'confirmed' });
  expect(only.data).toHaveLength(3);
  const one = await readSubscribers(db, { limit: 50, email: 'R3@example.com' });
  expect(one.data.map((it) => it.email)).toEqual(['r3@example.com']);
});

test('an address that is suppressed already keeps its reason', async () => {
  const { deps, db } = await setup();
  await db.insert(suppressions).values({ address: 'mai@example.com', reason: 'complaint' });
  const added = await addSuppression(db, { email: 'Mai@example.com' });
  expect(SuppressionView.parse(added)).toMatchObject({ reason: 'complaint' });
  expect(await findSuppression(deps, 'mai@example.com')).toEqual(added);
  expect(await findSuppression(deps, 'other@example.com')).toBe(null);
});

test('an editor lifts what an editor added, never what a mail system said for good', async () => {
  const { db } = await setup();
  const mine = await addSuppression(db, { email: 'mai@example.com', detail: 'asked by phone' });
  await liftSuppression(db, mine.id);
  await db
    .insert(suppressions)
    .values({ address: 'mai@example.com', reason: 'bounce', sourceEvent: 'evt_1' });
  const page = await readSuppressions(db, { limit: 10 });
  const [bounce] = page.data;
  expect(page.data).toMatchObject([{ reason: 'bounce', email: 'mai@example.com' }]);
  await expect(liftSuppression(db, bounce?.id ?? 0)).rejects.toMatchObject({ code: 'conflict' });
  await expect(liftSuppression(db, 999)).rejects.toMatchObject({ code: 'not_found' });
});

test('erasing a bounced person keeps the reason under the hash alone', async () => {
  const { deps, db } = await setup();
  const { id } = await createSubscriber(deps, { email: 'mai@example.com', ...confirmed });
  await db
    .insert(suppressions)
    .values({ address: 'mai@example.com', reason: 'bounce', detail: 'mailbox of mai' });
  await eraseSubscriber(deps, id);
  const page = await readSuppressions(db, { limit: 10 });
  expect(page.data).toMatchObject([{ reason: 'bounce', email: null, detail: null }]);
});

test('personal data shows what mail systems said of each mail', async () => {
  const { deps, db } = await setup();
  const { id } = await createSubscriber(deps, { email: 'mai@example.com', ...confirmed });
  const [digestId, sendId] = [crypto.randomUUID(), crypto.randomUUID()];
  await db.insert(digests).values({ id: digestId, slug: 'd', content: {} });
  await db
    .insert(sends)
    .values({ id: sendId, digestId, revision: 1, listIds: [1], status: 'sent' });
  const openedAt = new Date('2026-01-01T00:00:00.000Z');
  await db.insert(deliveries).values({ sendId, subscriberId: id, openedAt });
  const data = await readPersonalData(deps, id);
  expect(data.deliveries).toEqual([{ sendId, happened: { openedAt: '2026-01-01T00:00:00.000Z' } }]);
});
