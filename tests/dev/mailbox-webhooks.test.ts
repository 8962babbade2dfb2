// The mailbox reports what becomes of mail: signed, repeated, late, shuffled or forged, as ordered.

import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { developmentWebhookSecret } from '../../dev/mailbox/server.ts';
import { mail, openReceiver, setup } from './mailbox-setup.ts';

async function setupPair() {
  const receiver = await openReceiver();
  const mailbox = await setup({ webhookUrl: receiver.url });
  const drain = async () => expect((await mailbox.get('/_mailbox/idle')).idle).toBe(true);
  return { receiver, mailbox, drain };
}

test('accepted mail is reported as sent and delivered, with its tags as a map', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  const { body } = await mailbox.send(mail(7));
  await drain();
  expect(receiver.events()).toMatchObject([
    { type: 'email.sent', data: { email_id: body.id } },
    {
      type: 'email.delivered',
      data: {
        email_id: body.id,
        to: mail(7).to,
        subject: mail(7).subject,
        tags: { send: 'send-1', batch: '0', subscriber: '7' },
      },
    },
  ]);
});

test('each webhook is signed so that the worker can verify it', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  await mailbox.send(mail(1));
  await drain();
  const verifier = new Webhook(developmentWebhookSecret);
  for (const { headers, body } of receiver.received) {
    const signed = {
      'webhook-id': String(headers['svix-id']),
      'webhook-timestamp': String(headers['svix-timestamp']),
      'webhook-signature': String(headers['svix-signature']),
    };
    expect(verifier.verify(body, signed)).toEqual(JSON.parse(body));
    expect(() => verifier.verify(`${body} `, signed)).toThrow();
  }
  expect(new Set(receiver.received.map(({ headers }) => headers['svix-id'])).size).toBe(2);
});

test.each([
  ['delivered@resend.dev', ['sent', 'delivered']],
  ['bounced+label@resend.dev', ['sent', 'bounced']],
  ['complained@resend.dev', ['sent', 'delivered', 'complained']],
  ['suppressed+x@resend.dev', ['suppressed']],
])('%s ends as at Resend', async (to, events) => {
  const { receiver, mailbox, drain } = await setupPair();
  const { body } = await mailbox.send(mail(1, { to }));
  await drain();
  expect(receiver.events().map(({ type }) => type)).toEqual(events.map((name) => `email.${name}`));
  expect((await mailbox.get(`/emails/${body.id}`)).last_event).toBe(events.at(-1));
  const bounce = receiver.events().find(({ type }) => type === 'email.bounced');
  if (bounce !== undefined) expect(bounce.data.bounce.type).toBe('Permanent');
});

test('a refused webhook is tried again under the same id until it is taken', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  receiver.refuse(3);
  await mailbox.send(mail(1));
  await drain();
  expect(receiver.received).toHaveLength(2);
  expect(await mailbox.stats()).toMatchObject({ pendingWebhooks: 0, deliveredWebhooks: 2 });
});

test('twice, forged and lost: webhook faults last until cleared', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  await mailbox.fault({ fault: 'webhook_twice' });
  await mailbox.fault({ fault: 'webhook_forged' });
  await mailbox.send(mail(1));
  await drain();
  expect(receiver.received).toHaveLength(6);
  const signatures = receiver.received.map(({ headers }) => headers['svix-signature']);
  const ids = new Set(receiver.received.map(({ headers }) => headers['svix-id']));
  expect(ids.size).toBe(2);
  expect(new Set(signatures).size).toBe(4);
  await mailbox.call('DELETE', '/_mailbox/faults');
  await mailbox.fault({ fault: 'webhook_lost' });
  await mailbox.send(mail(2));
  await drain();
  expect(receiver.received).toHaveLength(6);
});

test('permuted webhooks are all there', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  await mailbox.fault({ fault: 'webhook_permuted' });
  const many = Array.from({ length: 50 }, (_, n) => mail(n));
  await mailbox.sendBatch(many);
  await drain();
  const seen = receiver.events().map(({ type, data }) => `${type} ${data.tags.subscriber}`);
  expect(new Set(seen).size).toBe(100);
});

test('webhooks can come before the answer', async () => {
  const { receiver, mailbox } = await setupPair();
  await mailbox.fault({ fault: 'webhook_first' });
  await mailbox.send(mail(1));
  expect(receiver.received).toHaveLength(2);
});

test('a replay causes no second event, and webhooks can be turned off', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  await mailbox.send(mail(1), { 'idempotency-key': 'k' });
  await mailbox.send(mail(1), { 'idempotency-key': 'k' });
  await mailbox.call('POST', '/_mailbox/webhook', { auto: false });
  await mailbox.send(mail(2));
  await drain();
  expect(receiver.received).toHaveLength(2);
});

test('an event can be ordered for a message: repeated, old, forged, of any type', async () => {
  const { receiver, mailbox, drain } = await setupPair();
  await mailbox.call('POST', '/_mailbox/webhook', { auto: false });
  const { body } = await mailbox.send(mail(1));
  const order = (more: Record<string, unknown>) =>
    mailbox.call('POST', '/_mailbox/events', { id: body.id, ...more });
  await order({ type: 'email.bounced', times: 2, detail: { bounce: { type: 'Transient' } } });
  await order({ type: 'email.opened', timestampOffsetSeconds: -360 });
  await order({ type: 'email.invented', forged: true });
  await drain();
  const events = receiver.events();
  expect(events.map(({ type }) => type).toSorted()).toEqual([
    'email.bounced',
    'email.bounced',
    'email.invented',
    'email.opened',
  ]);
  const bounce = events.find(({ type }) => type === 'email.bounced');
  expect(bounce.data.bounce).toMatchObject({ type: 'Transient', subType: 'General' });
  expect((await mailbox.get(`/emails/${body.id}`)).last_event).toBe('opened');
  await mailbox.restart();
  expect((await mailbox.get(`/emails/${body.id}`)).last_event).toBe('opened');
  expect((await mailbox.call('POST', '/_mailbox/events', { id: 'x', type: 'y' })).status).toBe(404);
});
