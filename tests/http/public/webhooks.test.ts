import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { gistOf } from '../../../src/resend/gist.ts';
import { type Visitor, visit } from './visitor.ts';

const secrets = [
  'whsec_dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ=',
  'whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==',
];
const event = JSON.stringify({ type: 'email.delivered', data: { email_id: 'x' } });

function deliver(at: Visitor, body: string, secret: string, sentAt = new Date()) {
  const signature = new Webhook(secret).sign('msg_1', sentAt, body);
  return at.call('POST', '/webhooks/resend', {
    key: null,
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'svix-signature': signature,
    },
  });
}

test('a signed event is queued with its id and answered; both secrets of a rotation work', async () => {
  const at = await visit({ RESEND_WEBHOOK_SECRET: secrets.join(' ') });
  for (const secret of secrets) {
    const answer = await deliver(at, event, secret);
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(at.take('events')).toEqual([{ kind: 'event', id: 'msg_1', payload: JSON.parse(event) }]);
  }
});

test('forged, altered, unsigned and old events are refused, and nothing is queued', async () => {
  const at = await visit({ RESEND_WEBHOOK_SECRET: secrets[0] });
  const [secret = '', other = ''] = secrets;
  const answers = [
    await deliver(at, event, other),
    await deliver(at, event, secret, new Date(Date.now() - 6 * 60 * 1000)),
    await at.call('POST', '/webhooks/resend', { key: null, body: event }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
  expect(at.take('events')).toEqual([]);
});

test('a signed body that is no JSON is a 400, a large one a 413', async () => {
  const at = await visit({ RESEND_WEBHOOK_SECRET: secrets[0] });
  const [secret = ''] = secrets;
  expect((await deliver(at, 'not json', secret)).status).toBe(400);
  expect((await deliver(at, `"${'x'.repeat(120_000)}"`, secret)).status).toBe(413);
  expect(at.take('events')).toEqual([]);
});

test('a queue that is away makes an error, so that Resend delivers the event again', async () => {
  const at = await visit({
    RESEND_WEBHOOK_SECRET: secrets[0],
    EVENTS: { send: () => Promise.reject(new Error('away')), sendBatch: async () => {} },
  });
  const [secret = ''] = secrets;
  const answer = await deliver(at, event, secret);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
});

test('however deep and large an event is, what waits of it is flat and small', async () => {
  const at = await visit({ RESEND_WEBHOOK_SECRET: secrets[0] });
  const [secret = ''] = secrets;
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  for (const depth of [10, 5_000, 59_000]) {
    const body = `{"type":"email.bounced","data":{"to":["a@example.com"],"x":${deep(depth)}}}`;
    expect((await deliver(at, body, secret)).status).toBe(202);
    const payload = { type: 'email.bounced', data: { to: 'a@example.com' } };
    expect(at.take('events')).toEqual([{ kind: 'event', id: 'msg_1', payload }]);
  }
  const long = 'x'.repeat(20_000);
  const said = { email_id: long, to: long, tags: { send: long, subscriber: long } };
  const more = { bounce: { type: long }, click: { link: long }, failed: { reason: long } };
  await deliver(at, JSON.stringify({ type: 'email.failed', data: { ...said, to: long } }), secret);
  await deliver(at, JSON.stringify({ type: 'email.failed', data: more }), secret);
  for (const message of at.take('events'))
    expect(JSON.stringify(message).length).toBeLessThan(4000);
});

test('what is no event at all is answered, so that it does not come again, and is not queued', async () => {
  const at = await visit({ RESEND_WEBHOOK_SECRET: secrets[0] });
  const [secret = ''] = secrets;
  for (const body of ['null', '[]', '{}', '"text"', '{"type":3}', '{"type":"email.received"}']) {
    expect((await deliver(at, body, secret)).status).toBe(202);
  }
  expect(at.take('events')).toEqual([]);
});

test('a click on a link of ours is kept without its token, on any other link as it is', () => {
  const click = (link: string) =>
    gistOf({ type: 'email.clicked', data: { click: { link } } }, ours);
  const ours = 'https://digest.example.com';
  const kept: [string, string][] = [
    [`${ours}/u/v1.secret`, `${ours}/u/…`],
    [`${ours}/preferences/v1.secret?x=1`, `${ours}/preferences/…`],
    ['http://DIGEST.example.com/u/v1.secret#x', 'http://digest.example.com/u/…'],
    [`${ours}/canary?utm=1`, `${ours}/canary`],
    [`${ours}/?token=secret`, `${ours}/`],
    ['https://news.example.com/a/b?c=d', 'https://news.example.com/a/b?c=d'],
    ['no address', 'no address'],
  ];
  for (const [link, left] of kept) expect(click(link)?.data.click).toEqual({ link: left });
});
