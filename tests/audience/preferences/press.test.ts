import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { takeLatePress, takePress } from '../../../src/audience/preferences/press.ts';
import { undoUnsubscribe, unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { deliveries } from '../../../src/db/schema/feedback.ts';
import { waitUntil } from '../../faults/wait.ts';
import { setup } from '../setup.ts';

const address = 'mai@example.com';
const page = { method: 'page', network: null } as const;

async function setupReader() {
  const bundle = await setup();
  const { db, deps, tokens } = bundle;
  await bundle.join(address);
  await confirmByLink(deps, await bundle.confirmToken(address));
  // Long ago: only what a test does counts as later.
  await bundle.age('1 day');
  const { id } = await bundle.person(address);
  const send = crypto.randomUUID();
  const claim = { purpose: 'unsubscribe', subscriber: id, list: 1, send } as const;
  return {
    ...bundle,
    id,
    claim,
    token: tokens.sign(claim),
    /** The press of so many minutes ago arrives. */
    arrive: (minutesAgo: number) =>
      takeLatePress(db, claim, { ...page, at: new Date(Date.now() - minutesAgo * 60_000) }),
  };
}

test('a press that comes late leaves as of its moment, and once', async () => {
  const { db, arrive, standing, consents } = await setupReader();
  await arrive(50);
  await arrive(50);
  expect(await standing(address)).toEqual({ digest: 'unsubscribed' });
  expect((await consents(address)).slice(-1)).toEqual(['digest unsubscribed page']);
  const [row] = await db.execute<{ minutes: number; noted: number }>(sql`
    select round(extract(epoch from now() - s.unsubscribed_at) / 60)::int as minutes,
      round(extract(epoch from now() - c.at) / 60)::int as noted
    from subscriptions s, consents c where c.action = 'unsubscribed'`);
  expect(row).toEqual({ minutes: 50, noted: 50 });
  expect(await db.select().from(deliveries)).toHaveLength(1);
});

test('a clock of the worker that is ahead makes nobody leave in the future', async () => {
  const { db, arrive } = await setupReader();
  await arrive(-10);
  const rows = await db.execute(sql`select from subscriptions where unsubscribed_at > now()`);
  expect(rows).toHaveLength(0);
});

test('who took the press back before it came stays, with one record of it', async () => {
  const { deps, arrive, token, standing, consents } = await setupReader();
  const pressedAt = new Date(Date.now() - 60_000);
  await undoUnsubscribe(deps, token, { network: null, pressedAt });
  await undoUnsubscribe(deps, token, { network: null, pressedAt });
  await arrive(1);
  expect(await standing(address)).toEqual({ digest: 'confirmed' });
  expect((await consents(address)).slice(-2)).toEqual([
    'digest confirmed confirm-link',
    'digest confirmed undo',
  ]);
});

test('a press whose first attempt was written after all is taken back like any other', async () => {
  const { deps, arrive, token, standing } = await setupReader();
  const pressedAt = new Date(Date.now() - 60_000);
  await unsubscribe(deps, token, page);
  await undoUnsubscribe(deps, token, { network: null, pressedAt });
  await arrive(1);
  expect(await standing(address)).toEqual({ digest: 'confirmed' });
});

test('who confirmed anew after the press stays; a press after that counts', async () => {
  const { deps, arrive, token, join, confirmToken, standing } = await setupReader();
  await unsubscribe(deps, token, page);
  await join(address);
  await confirmByLink(deps, await confirmToken(address));
  await arrive(1);
  expect(await standing(address)).toEqual({ digest: 'confirmed' });
  await arrive(-1);
  expect(await standing(address)).toEqual({ digest: 'unsubscribed' });
});

test('a late press and an undo at the same time: the undo wins, whoever comes first', async () => {
  const { age, deps, arrive, token, standing } = await setupReader();
  for (let round = 0; round < 10; round++) {
    const pressedAt = new Date(Date.now() - 1);
    await Promise.all([
      arrive(1 / 60_000),
      undoUnsubscribe(deps, token, { network: null, pressedAt }),
    ]);
    expect(await standing(address)).toEqual({ digest: 'confirmed' });
    await age('1 day');
  }
});

test('a press whose statement was held up on its way does not undo an undo', async () => {
  const { deps, token, standing } = await setupReader();
  const at = new Date(Date.now() - 10_000);
  await undoUnsubscribe(deps, token, { network: null, pressedAt: at });
  await unsubscribe(deps, token, { ...page, at });
  expect(await standing(address)).toEqual({ digest: 'confirmed' });
});

test('a press right after a confirmation counts, though the clocks differ a little', async () => {
  const { db, deps, token, standing } = await setupReader();
  await db.execute(sql`update subscriptions set confirmed_at = now()`);
  await unsubscribe(deps, token, { ...page, at: new Date(Date.now() - 1_000) });
  expect(await standing(address)).toEqual({ digest: 'unsubscribed' });
  const rows = await db.execute(sql`
    select from subscriptions where unsubscribed_at < confirmed_at`);
  expect(rows).toHaveLength(0);
});

for (const takes of [takePress, takeLatePress]) {
  test(`a press that meets a merge under way leaves as who the person is then (${takes.name})`, async () => {
    const { db, id, claim, join, confirmToken, deps, person } = await setupReader();
    await join('other@example.com');
    await confirmByLink(deps, await confirmToken('other@example.com'));
    const kept = (await person('other@example.com')).id;
    await db.execute(sql`
      update subscriptions set confirmed_at = now() - interval '2 days' where subscriber_id = ${kept}`);
    let pressing: Promise<void> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute(sql`select from subscribers where id = ${id} for update`);
      pressing = takes(db, claim, { ...page, at: new Date() });
      await waitUntil('the press to wait', async () => {
        const waiting = await db.execute(sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        return waiting.length > 0;
      });
      await mergeSubscribers(tx, { kept, gone: id });
    });
    await pressing;
    const rows = await db.execute(sql`select subscriber_id::int as id, status from subscriptions`);
    expect([...rows]).toEqual([{ id: kept, status: 'unsubscribed' }]);
  });
}

test('a late press of somebody who is gone does nothing', async () => {
  const { db, id, arrive } = await setupReader();
  await db.execute(sql`delete from subscribers where id = ${id}`);
  await arrive(1);
  expect(await db.select().from(deliveries)).toEqual([]);
});
