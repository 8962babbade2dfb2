import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { undoUnsubscribe, unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { deliveries } from '../../../src/db/schema/feedback.ts';
import { setup } from '../setup.ts';

const page = { method: 'page', network: null } as const;

async function setupReader() {
  const bundle = await setup();
  await bundle.join('mai@example.com');
  await confirmByLink(bundle.deps, await bundle.confirmToken('mai@example.com'));
  const { id } = await bundle.person('mai@example.com');
  const send = crypto.randomUUID();
  const token = bundle.tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send });
  return { ...bundle, id, token };
}

test('an unsubscribe is taken back within the hour, as if it had not been', async () => {
  const { db, deps, token, standing, consents } = await setupReader();
  await unsubscribe(deps, token, page);
  expect(await undoUnsubscribe(deps, token, page)).toMatchObject({ kind: 'known', left: false });
  await undoUnsubscribe(deps, token, page);
  expect(await standing('mai@example.com')).toEqual({ digest: 'confirmed' });
  expect(await db.select().from(deliveries)).toMatchObject([{ unsubscribedAt: null }]);
  expect((await consents('mai@example.com')).slice(-2)).toEqual([
    'digest unsubscribed page',
    'digest confirmed undo',
  ]);
});

test('nothing is taken back later, for who was never confirmed, or after a complaint', async () => {
  const { db, deps, token, standing, age, join, person, tokens } = await setupReader();
  await unsubscribe(deps, token, page);
  await db.execute(
    sql`insert into suppressions (address, reason) values ('mai@example.com', 'complaint')`,
  );
  await undoUnsubscribe(deps, token, page);
  expect(await standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });
  await db.execute(sql`delete from suppressions`);
  await age('61 minutes');
  await undoUnsubscribe(deps, token, page);
  expect(await standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });

  await join('new@example.com');
  const { id } = await person('new@example.com');
  const early = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send: null });
  await unsubscribe(deps, early, page);
  await undoUnsubscribe(deps, early, page);
  expect(await standing('new@example.com')).toEqual({ digest: 'unsubscribed' });
  expect(await undoUnsubscribe(deps, 'made-up', page)).toEqual({ kind: 'foreign' });
});
