// Stored mail is read by its version: older ones still, later ones not before somebody can.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { planSend } from '../../src/sending/planning/plan.ts';
import { readFrozenSend } from '../../src/sending/send-queries.ts';
import { senderOf } from '../../src/wiring.ts';
import { confirmReaders, startEngine } from '../support/engine.ts';
import { newSend } from '../support/sends.ts';

/** A planned send, and a way to change what is stored of its mail, as another version would have written it. */
async function setup() {
  const engine = await startEngine();
  const { db, env } = engine.deps;
  await confirmReaders(engine, 1);
  const { id } = await newSend(engine);
  expect(await planSend(db, senderOf(env), 5, id, 'key')).toMatchObject({ kind: 'planned' });
  const [row] = await db.execute(sql`select mail from sends where id = ${id}`);
  const store = async (mail: unknown) => {
    await db.execute(sql`
      update sends set mail = ${JSON.stringify(mail)}::jsonb where id = ${id}`);
    return readFrozenSend(db, id);
  };
  return { id, db, stored: row?.mail as Record<string, unknown>, store };
}

test('a frozen mail is read back as it was stored', async () => {
  const { id, db, stored } = await setup();
  const { lists, ...rest } = stored;
  expect(await readFrozenSend(db, id)).toEqual({
    ...rest,
    lists: [{ id: 1, slug: 'digest', name: expect.any(String) }],
  });
});

test('what a version before ours stored is read, without what it did not know', async () => {
  const { stored, store } = await setup();
  const { edition: _, signedWith: __, hostedTemplateId: ___, ...first } = stored;
  const read = await store(first);
  expect(read).toMatchObject({ mail: stored.mail, hostedTemplateId: null });
  expect(read).not.toHaveProperty('edition');
  expect(read).not.toHaveProperty('signedWith');
});

test('what a version after ours stores besides is passed over', async () => {
  const { stored, store } = await setup();
  const mail = { ...(stored.mail as object), accent: 'red' };
  expect(await store({ ...stored, mail, mood: 'good' })).toMatchObject({ mail: stored.mail });
});

test('a mail of a later version is refused, and its text is not told', async () => {
  const { stored, store } = await setup();
  const mail = { ...(stored.mail as object), version: 2 };
  const refused = store({ ...stored, mail });
  await expect(refused).rejects.toThrow(
    /^A frozen send that this version cannot read: mail.version/,
  );
  await expect(refused).rejects.not.toThrow((stored.mail as { subject: string }).subject);
});

test('a mail with a slot that nobody can fill is refused', async () => {
  const { stored, store } = await setup();
  const { slots } = stored.mail as { slots: object[] };
  const mail = {
    ...(stored.mail as object),
    slots: [...slots, { name: 'horoscope', escape: 'json' }],
  };
  await expect(store({ ...stored, mail })).rejects.toThrow(/mail.slots.\d+.name/);
});
