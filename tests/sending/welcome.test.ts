import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { confirmReaders, startEngine } from '../support/engine.ts';

test('a welcome leads to the newest digest and can be left like any mail of its list', async () => {
  const engine = await startEngine();
  const [reader] = await confirmReaders(engine, 1);
  const id = crypto.randomUUID();
  await engine.deps.db.execute(sql`
    insert into letters (id, kind, subscriber_id, address, list_ids, data)
    values (${id}, 'welcome', ${reader}, 'reader1@example.com', '{1}', '{"digestSlug": "morning", "digestKey": "abc"}')`);
  await engine.deps.queues.letters.send({ kind: 'letter', letterId: id });
  await engine.drain();
  const [mail] = await engine.messages();
  expect(mail?.html).toContain('https://digest.example.com/digests/morning?key=abc"');
  expect(mail?.text).toContain('https://digest.example.com/digests/morning?key=abc\n');
  expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  const token = /\/u\/([\w-]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  expect(engine.deps.tokens.verify(token)).toEqual({
    purpose: 'unsubscribe',
    subscriber: reader,
    list: 1,
    send: null,
  });
  expect(mail?.headers['List-Unsubscribe']).toBe(`<https://digest.example.com/u/${token}>`);
});
