// The mailbox takes and refuses mail as Resend does, and forgets nothing over a restart.

import { appendFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Resend } from 'resend';
import { describe, expect, test } from 'vitest';
import { mail, setup } from './mailbox-setup.ts';

describe('what is accepted', () => {
  test('the Resend SDK sends one email and a batch, and reads them back', async () => {
    const mailbox = await setup();
    const baseUrl = `http://127.0.0.1:${mailbox.port()}`;
    const resend = new Resend('re_test', { baseUrl });
    const { from, subject, html } = mail(1);
    const one = await resend.emails.send({ from, to: 'a@example.com', subject, html });
    const batch = await resend.batch.send([
      { from, to: 'b@example.com', subject, html },
      { from, to: 'c@example.com', subject, html },
    ]);
    expect(one.error).toBeNull();
    expect(batch.data?.data).toHaveLength(2);
    const read = await resend.emails.get(one.data?.id ?? '');
    expect(read.data).toMatchObject({ object: 'email', to: ['a@example.com'], html });
    const listed = await resend.emails.list({ limit: 2 });
    expect(listed.data?.has_more).toBe(true);
    expect(listed.data?.data.map(({ to }) => to[0])).toEqual(['c@example.com', 'b@example.com']);
    const rest = await resend.emails.list({ after: listed.data?.data[1]?.id ?? '' });
    expect(rest.data?.data.map(({ id }) => id)).toEqual([one.data?.id]);
  });

  test('messages come back whole, oldest first, by page, recipient, send and subject', async () => {
    const mailbox = await setup();
    await mailbox.sendBatch([mail(1), mail(2), mail(3, {}, 'send-2')]);
    await mailbox.send(mail(4, { to: 'Four <four@example.com>' }));
    const all = await mailbox.messages();
    expect(all.map(({ subject }) => subject)).toEqual(['号外 1', '号外 2', '号外 3', '号外 4']);
    expect(all[0]).toMatchObject({ ...mail(1), idempotencyKey: null, lastEvent: 'delivered' });
    expect(await mailbox.messages('send=send-2')).toHaveLength(1);
    expect(await mailbox.messages('to=FOUR@example.com')).toHaveLength(1);
    expect(await mailbox.messages('subject=2')).toHaveLength(1);
    const first = await mailbox.get('/_mailbox/messages?limit=3');
    const second = await mailbox.get(`/_mailbox/messages?limit=3&cursor=${first.nextCursor}`);
    expect(second.data).toMatchObject([{ to: ['Four <four@example.com>'] }]);
    expect(second.nextCursor).toBeNull();
    expect((await mailbox.call('GET', '/_mailbox/messages?cursor=nonsense')).status).toBe(400);
  });

  test('hosted templates are filled in when the mail is accepted', async () => {
    const mailbox = await setup();
    const resend = new Resend('re_test', { baseUrl: `http://127.0.0.1:${mailbox.port()}` });
    const made = await resend.templates.create({
      name: 'digest',
      from: 'digest@news.example.com',
      subject: 'For {{{NAME}}}',
      html: '<p>{{{NAME}}}: {{{LINK}}}</p>',
      variables: [
        { key: 'NAME', type: 'string', fallbackValue: 'you' },
        { key: 'LINK', type: 'string' },
      ],
    });
    const id = made.data?.id ?? '';
    const send = (variables: Record<string, string>) =>
      mailbox.sendBatch([{ to: 'a@example.com', template: { id, variables } }]);
    expect((await send({ LINK: 'x' })).status).toBe(422);
    await resend.templates.publish(id);
    expect((await send({})).body.message).toContain("'LINK'");
    expect((await send({ LINK: '<b>&</b>' })).status).toBe(200);
    await resend.templates.remove(id);
    expect((await send({ LINK: 'x' })).status).toBe(404);
    expect(await mailbox.messages()).toMatchObject([
      { subject: 'For you', html: '<p>you: <b>&</b></p>', from: 'digest@news.example.com' },
    ]);
    const undeclared = { name: 'x', html: '{{{NOPE}}}' };
    expect((await mailbox.call('POST', '/templates', undeclared)).body.message).toContain("'NOPE'");
  });
});

describe('what is refused', () => {
  test.each([
    ['no recipient', { to: undefined }, 'missing_required_field'],
    ['no sender', { from: undefined }, 'missing_required_field'],
    ['no subject', { subject: '' }, 'missing_required_field'],
    ['no content', { html: undefined, text: undefined }, 'missing_required_field'],
    ['an address without domain', { to: ['nobody'] }, 'validation_error'],
    [
      'an address with a line break',
      { to: 'a@example.com\r\nBcc: b@example.com' },
      'validation_error',
    ],
    ['a subject with a line break', { subject: 'a\r\nBcc: b@example.com' }, 'validation_error'],
    ['a header with a line break', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'validation_error'],
    ['a header name with a space', { headers: { 'X A': 'a' } }, 'validation_error'],
    ['a tag with a dot', { tags: [{ name: 'a', value: 'a.b' }] }, 'validation_error'],
    ['51 recipients', { to: Array(51).fill('a@example.com') }, 'validation_error'],
  ])('%s', async (_, changes, name) => {
    const mailbox = await setup();
    const alone = await mailbox.send(mail(1, changes));
    expect(alone).toMatchObject({ status: 422, body: { statusCode: 422, name } });
    const inBatch = await mailbox.sendBatch([mail(0), mail(1, changes)]);
    expect(inBatch.status).toBe(422);
    expect(inBatch.body.message).toContain('index 1');
    expect(await mailbox.stats()).toMatchObject({ accepted: 0, refused: 2 });
  });

  test('a batch of 101, an empty batch, a batch that is none, and what is not JSON', async () => {
    const mailbox = await setup();
    const many = Array.from({ length: 101 }, (_, n) => mail(n));
    expect((await mailbox.sendBatch(many)).status).toBe(422);
    expect((await mailbox.sendBatch([])).status).toBe(422);
    expect((await mailbox.sendBatch(mail(1))).status).toBe(422);
    expect((await mailbox.sendBatch('[{]')).status).toBe(400);
  });

  test('a permissive batch takes the valid emails and names the others', async () => {
    const mailbox = await setup();
    const headers = { 'x-batch-validation': 'permissive' };
    const answer = await mailbox.sendBatch([mail(1), mail(2, { to: 'no' }), mail(3)], headers);
    expect(answer.body.data).toHaveLength(2);
    expect(answer.body.errors).toMatchObject([{ index: 1 }]);
  });

  test('no key, a revoked key, no User-Agent, an unknown address, another method', async () => {
    const mailbox = await setup();
    expect((await mailbox.send(mail(1), { authorization: '' })).body.name).toBe('missing_api_key');
    const revoked = await mailbox.send(mail(1), { authorization: 'Bearer re_invalid' });
    expect(revoked).toMatchObject({ status: 403, body: { name: 'invalid_api_key' } });
    expect((await mailbox.call('GET', '/nowhere')).status).toBe(404);
    expect((await mailbox.call('PUT', '/emails')).status).toBe(405);
    const status = await new Promise((resolve) => {
      const options = { port: mailbox.port(), path: '/emails', method: 'POST' };
      request({ ...options, headers: { authorization: 'Bearer re_x' } }, (response) => {
        resolve(response.statusCode);
        response.resume();
      }).end('{}');
    });
    expect(status).toBe(403);
  });

  test('the local part poison spoils the whole batch', async () => {
    const mailbox = await setup();
    const answer = await mailbox.sendBatch([mail(1), mail(2, { to: 'poison+2@example.com' })]);
    expect(answer).toMatchObject({ status: 422, body: { name: 'validation_error' } });
  });
});

describe('the same request twice', () => {
  const key = { 'idempotency-key': 'key-1' };

  test('the same key and body are answered the same, also after a restart', async () => {
    const mailbox = await setup();
    const first = await mailbox.sendBatch([mail(1), mail(2)], key);
    const again = await mailbox.sendBatch([mail(1), mail(2)], key);
    await mailbox.restart();
    const later = await mailbox.sendBatch([mail(1), mail(2)], key);
    expect(again.body).toEqual(first.body);
    expect(later.body).toEqual(first.body);
    expect(await mailbox.stats()).toMatchObject({
      requests: 3,
      accepted: 2,
      replayed: 2,
      distinct: 2,
    });
    expect((await mailbox.log()).map(({ replayed }) => replayed)).toEqual([false, true, true]);
  });

  test('the same key with another body is refused', async () => {
    const mailbox = await setup();
    await mailbox.send(mail(1), key);
    const other = await mailbox.send(mail(2), key);
    expect(other).toMatchObject({ status: 409, body: { name: 'invalid_idempotent_request' } });
  });

  test('while the first is being worked on, the second is refused', async () => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'slow', when: 'before', delayMs: 300 });
    const answers = await Promise.all([mailbox.send(mail(1), key), mailbox.send(mail(1), key)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.name).toBe('concurrent_idempotent_requests');
  });

  test('a key is forgotten after 24 hours by the own clock, and not before', async () => {
    const mailbox = await setup();
    await mailbox.send(mail(1), key);
    await mailbox.call('POST', '/_mailbox/clock', { offsetSeconds: 23.9 * 3600 });
    await mailbox.send(mail(1), key);
    expect(await mailbox.stats()).toMatchObject({ accepted: 1, duplicates: 0 });
    await mailbox.call('POST', '/_mailbox/clock', { offsetSeconds: 24.1 * 3600 });
    await mailbox.send(mail(1), key);
    expect(await mailbox.stats()).toMatchObject({ accepted: 2, distinct: 1, duplicates: 1 });
  });

  test('a refusal is not kept under the key', async () => {
    const mailbox = await setup();
    await mailbox.send(mail(1, { to: 'no' }), key);
    expect((await mailbox.send(mail(1), key)).status).toBe(200);
    expect((await mailbox.send(mail(1), { 'idempotency-key': 'k'.repeat(257) })).status).toBe(400);
  });
});

describe('the disk', () => {
  test('messages, counters and a torn last line survive a restart', async () => {
    const mailbox = await setup();
    await mailbox.sendBatch([mail(1), mail(2)]);
    const before = await mailbox.messages();
    appendFileSync(join(mailbox.dataDir, 'mailbox/log.ndjson'), '{"at":"2026-');
    await mailbox.restart();
    await mailbox.send(mail(3));
    const after = await mailbox.messages();
    expect(after.slice(0, 2)).toEqual(before);
    expect(after).toHaveLength(3);
    expect(await mailbox.stats()).toMatchObject({ requests: 2, accepted: 3, distinct: 3 });
  });

  test('the log names every message with its tags', async () => {
    const mailbox = await setup();
    const { body } = await mailbox.send(mail(7), { 'idempotency-key': 'k' });
    expect(await mailbox.log()).toMatchObject([
      {
        endpoint: '/emails',
        status: 200,
        accepted: 1,
        idempotencyKey: 'k',
        ids: [body.id],
        messages: [
          { id: body.id, to: mail(7).to, tags: { send: 'send-1', batch: '0', subscriber: '7' } },
        ],
      },
    ]);
  });

  test('reset forgets everything', async () => {
    const mailbox = await setup();
    await mailbox.send(mail(1), { 'idempotency-key': 'k' });
    await mailbox.call('POST', '/_mailbox/reset');
    expect(await mailbox.messages()).toEqual([]);
    expect(await mailbox.log()).toEqual([]);
    expect(await mailbox.stats()).toMatchObject({ requests: 0, accepted: 0, distinct: 0 });
    expect((await mailbox.send(mail(2), { 'idempotency-key': 'k' })).status).toBe(200);
  });
});

test('the rate is granted with Resend’s headers and refused above', async () => {
  const mailbox = await setup({ rate: 2 });
  const answers = [];
  for (const n of [1, 2, 3]) answers.push(await mailbox.send(mail(n)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  const refused = answers[2];
  expect(refused?.body.name).toBe('rate_limit_exceeded');
  const names = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'];
  expect(names.map((name) => refused?.headers.get(name))).toEqual(['2', '0', '1', '1']);
  expect(answers[0]?.headers.get('retry-after')).toBeNull();
  expect(await mailbox.stats()).toMatchObject({ accepted: 2, refused: 1, rateLimited: 1 });
});
