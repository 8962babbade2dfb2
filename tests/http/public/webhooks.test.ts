import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
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
  expect((await deliver(at, `"${'x'.repeat(300_000)}"`, secret)).status).toBe(413);
  expect(at.take('events')).toEqual([]);
});

test('a queue that is away makes an error, so that Resend delivers the event again', async () => {
  const at = await visit({
    RESEND_WEBHOOK_SECRET: secrets[0],
    EVENTS: { send: () => Promise.reject(new Error('away')), sendBatch: async () => {} },
  });
  const [secret = ''] = secrets;
  expect((await deliver(at, event, secret)).status).toBe(500);
});
