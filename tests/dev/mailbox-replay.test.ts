// The mailbox remembers what it told the webhook, and tells it again: the three calls as at Resend.

import { Resend } from 'resend';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { developmentWebhookSecret } from '../../dev/mailbox/server.ts';
import { mail, openReceiver, setup } from './mailbox-setup.ts';

interface Listed {
  id: string;
  type: string;
  created_at: string;
  status: string;
}

async function setupPair(mode: 'full' | 'lean' = 'full') {
  const receiver = await openReceiver();
  const mailbox = await setup({ webhookUrl: receiver.url, mode });
  const drain = async () => expect((await mailbox.get('/_mailbox/idle')).idle).toBe(true);
  const { data } = await mailbox.get('/webhooks');
  const [webhook] = data as { id: string; endpoint: string }[];
  const path = `/webhooks/${webhook?.id}/events`;
  const list = async (query = '') =>
    (await mailbox.get(`${path}?${query}`)) as unknown as { has_more: boolean; data: Listed[] };
  /** From now on an event that is not taken at once has failed. */
  const giveUpAtOnce = () => mailbox.call('POST', '/_mailbox/webhook', { retrySeconds: [] });
  return { receiver, mailbox, drain, webhook, path, list, giveUpAtOnce };
}

test('the webhook is listed with its address, and its events with what became of them', async () => {
  const { receiver, mailbox, drain, webhook, list } = await setupPair();
  expect(webhook).toMatchObject({ endpoint: receiver.url, status: 'enabled' });
  await mailbox.sendBatch([mail(1), mail(2)]);
  await drain();
  const { has_more, data } = await list();
  expect(has_more).toBe(false);
  const told = receiver.received.map(({ headers }) => headers['svix-id']);
  expect(data.map(({ id }) => id).toSorted()).toEqual(told.toSorted());
  expect(data.slice(0, 2).map(({ type }) => type)).toEqual(['email.delivered', 'email.delivered']);
  expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['success']));
});

test.each(['full', 'lean'] as const)(
  'in %s mode an event that was given up has failed, over a restart, until a replay is taken',
  async (mode) => {
    const { receiver, mailbox, drain, path, list, giveUpAtOnce } = await setupPair(mode);
    await giveUpAtOnce();
    receiver.refuse(1);
    await mailbox.send(mail(1));
    await drain();
    const failed = (await list()).data.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([{ type: 'email.sent' }]);
    await mailbox.restart();
    const events = (await list()).data;
    expect(events.filter(({ status }) => status === 'failed')).toEqual(failed);
    expect(events).toHaveLength(mode === 'full' ? 2 : 1);

    const id = failed[0]?.id;
    receiver.refuse(1);
    const again = () => mailbox.call('POST', `${path}/${id}/replay`);
    expect(await again()).toMatchObject({ status: 200, body: { object: 'webhook_event', id } });
    await drain();
    expect(receiver.received).toHaveLength(1);
    await again();
    await drain();
    const [, late] = receiver.received;
    expect(late?.headers['svix-id']).toBe(id);
    const signed = {
      'webhook-id': String(late?.headers['svix-id']),
      'webhook-timestamp': String(late?.headers['svix-timestamp']),
      'webhook-signature': String(late?.headers['svix-signature']),
    };
    const verifier = new Webhook(developmentWebhookSecret);
    expect(verifier.verify(late?.body ?? '', signed)).toMatchObject({ type: 'email.sent' });
    expect((await list()).data.filter(({ status }) => status !== 'success')).toEqual([]);
  },
);

test('an event under way is being attempted; one that a stop interrupts has failed', async () => {
  const { receiver, mailbox, list } = await setupPair();
  receiver.refuse(1000);
  await mailbox.call('POST', '/_mailbox/webhook', { retrySeconds: [3600] });
  await mailbox.send(mail(1));
  await expect
    .poll(async () => (await list()).data.map(({ status }) => status))
    .toEqual(['attempting', 'attempting']);
  await mailbox.restart();
  expect((await list()).data.map(({ status }) => status)).toEqual(['failed', 'failed']);
});

test('the list is paged behind an event, as the SDK asks for it', async () => {
  const { mailbox, drain, webhook, list } = await setupPair();
  await mailbox.sendBatch([mail(1), mail(2), mail(3)]);
  await drain();
  const all = (await list('limit=100')).data;
  const seen: Listed[] = [];
  for (let after = ''; seen.length < 6; after = `&after=${seen.at(-1)?.id}`) {
    const page = await list(`limit=4${after}`);
    seen.push(...page.data);
    expect(page.has_more).toBe(seen.length < 6);
  }
  expect(seen).toEqual(all);
  const resend = new Resend('re_test', { baseUrl: `http://127.0.0.1:${mailbox.port()}` });
  const webhookId = webhook?.id ?? '';
  const { data } = await resend.webhooks.events.list({
    webhookId,
    limit: 2,
    after: all[0]?.id ?? '',
  });
  expect(data?.data.map(({ id }) => id)).toEqual(all.slice(1, 3).map(({ id }) => id));
  const replayed = await resend.webhooks.events.replay({ webhookId, eventId: all[5]?.id ?? '' });
  expect(replayed.data).toEqual({ object: 'webhook_event', id: all[5]?.id });
});

test('what is not there, not allowed or not a page is refused in Resend’s form', async () => {
  const { mailbox, path } = await setupPair();
  const refusal = async (method: string, route: string, key = 're_test') => {
    const headers = { authorization: `Bearer ${key}` };
    const { status, body } = await mailbox.call(method, route, undefined, headers);
    return [status, body.name];
  };
  expect(await refusal('GET', '/webhooks/other/events')).toEqual([404, 'not_found']);
  expect(await refusal('POST', `${path}/msg_x/replay`)).toEqual([404, 'not_found']);
  expect(await refusal('GET', `${path}/msg_x/replay`)).toEqual([405, 'method_not_allowed']);
  expect(await refusal('GET', `${path}?limit=101`)).toEqual([422, 'validation_error']);
  expect(await refusal('GET', `${path}?after=msg_x`)).toEqual([422, 'validation_error']);
  expect(await refusal('GET', '/webhooks', 're_restricted')).toEqual([401, 'restricted_api_key']);
  expect((await mailbox.send(mail(1), { authorization: 'Bearer re_restricted' })).status).toBe(200);
});

test('without an address there is no webhook', async () => {
  const mailbox = await setup();
  expect(await mailbox.get('/webhooks')).toEqual({ object: 'list', has_more: false, data: [] });
});
