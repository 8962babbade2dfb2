// Lean mode, and the benches' quick way into it, keep the same log and counts as full mode.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quickIntake } from '../../bench/mailbox/quick-intake.ts';
import { scanBatch } from '../../bench/mailbox/scan.ts';
import type { MailboxOptions } from '../../dev/mailbox/server.ts';
import { mail, setup } from './mailbox-setup.ts';

describe('scanning a batch', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
  const hostile = fc.constantFrom('},{"from":', '"tags":[', '\\', '"', '},{', '}]', '","tags":[{');
  const text = fc
    .array(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 6 })
    .map((parts) => `${parts.join('')}.`);
  const message = fc.record({
    from: text,
    to: fc.array(text, { minLength: 1, maxLength: 3 }),
    subject: text,
    html: text,
    text,
    headers: fc.dictionary(word, text, { maxKeys: 3 }),
    tags: fc.array(fc.record({ name: word, value: word }), { maxLength: 4 }),
  });

  test('finds what JSON.parse finds, whatever the strings hold', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
        const bytes = Buffer.from(JSON.stringify(messages));
        const scanned = scanBatch(bytes);
        expect(scanned).not.toBeNull();
        for (const [index, { from, to, subject, tags }] of messages.entries()) {
          expect(scanned?.[index]).toEqual({ from, to, subject, tags });
        }
        expect(scanned).toHaveLength(messages.length);
      }),
    );
  });

  test('gives up on spaces, attachments and missing fields', () => {
    const messages = [mail(1), mail(2)];
    expect(scanBatch(Buffer.from(JSON.stringify(messages, null, 1)))).toBeNull();
    const attachments = [
      { filename: 'a', content: 'b' },
      { filename: 'c', content: 'd' },
    ];
    expect(scanBatch(Buffer.from(JSON.stringify([{ ...mail(1), attachments }])))).toBeNull();
    expect(scanBatch(Buffer.from(JSON.stringify([{ ...mail(1), to: undefined }])))).toBeNull();
    expect(scanBatch(Buffer.from(JSON.stringify([{ ...mail(1), tags: undefined }])))).toBeNull();
  });
});

const quick = { mode: 'lean', intake: quickIntake } as const;

async function play(options: Partial<MailboxOptions>) {
  const mailbox = await setup(options);
  const key = { 'idempotency-key': 'key-1' };
  const batch = [mail(1), mail(2), mail(100_000_000_000), mail(4, { tags: [] })];
  await mailbox.sendBatch(batch, key);
  await mailbox.sendBatch(batch, key);
  await mailbox.sendBatch([mail(9)], key);
  await mailbox.sendBatch([mail(2), mail(5, {}, 'send-2')]);
  await mailbox.sendBatch(JSON.stringify([mail(6)], null, 2));
  await mailbox.sendBatch([mail(7, { to: 'no' })]);
  await mailbox.sendBatch([mail(8), mail(9, { tags: [{ name: 'a', value: 'b c' }] })]);
  await mailbox.send(mail(10));
  const { mode: _, ...stats } = await mailbox.stats();
  await mailbox.restart();
  const { mode: __, ...restarted } = await mailbox.stats();
  expect(restarted).toEqual(stats);
  const log = await mailbox.log();
  const lines = log.map(({ status, name, accepted, replayed, messages }) => ({
    status,
    name,
    accepted,
    replayed,
    people: Array.isArray(messages) ? messages.map(({ to, tags }) => ({ to, tags })) : null,
  }));
  return { mailbox, stats, lines };
}

test.each([{ mode: 'lean' }, quick] as const)(
  'full mode and %j decide and count the same',
  async (options) => {
    const full = await play({ mode: 'full' });
    const lean = await play(options);
    expect(lean.stats).toEqual(full.stats);
    expect(lean.lines).toEqual(full.lines);
    expect(full.stats).toMatchObject({
      accepted: 8,
      refused: 3,
      replayed: 1,
      distinct: 6,
      duplicates: 1,
    });
  },
);

test('lean mode lists who was written to, without bodies', async () => {
  const mailbox = await setup({ mode: 'lean' });
  await mailbox.sendBatch([mail(1), mail(2)]);
  expect(await mailbox.messages('to=reader2@example.com')).toMatchObject([
    { to: ['reader2@example.com'], html: null, tags: mail(2).tags },
  ]);
});

test.each([{ mode: 'lean' }, quick] as const)(
  '%j takes hosted templates, and refuses those that are not published',
  async (options) => {
    const mailbox = await setup(options);
    const template = { name: 'x', from: 'a@example.com', subject: 's', html: '<p>x</p>' };
    const { body } = await mailbox.call('POST', '/templates', template);
    const { to, tags } = mail(1);
    const send = () => mailbox.sendBatch([{ to, template: { id: body.id, variables: {} }, tags }]);
    expect((await send()).status).toBe(422);
    await mailbox.call('POST', `/templates/${body.id}/publish`);
    expect((await send()).status).toBe(200);
    expect(await mailbox.stats()).toMatchObject({ accepted: 1, distinct: 1 });
  },
);
