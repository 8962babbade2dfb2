// The mailbox names the account's domains, and refuses mail from one that is not verified.

import { expect, test } from 'vitest';
import { mail, openReceiver, setup } from './mailbox-setup.ts';

test('a domain is listed and read in every field', async () => {
  const mailbox = await setup({ domains: ['news.example.com'] });
  const list = await mailbox.get('/domains');
  expect(list).toMatchObject({ object: 'list', has_more: false });
  const [first] = list.data as Record<string, unknown>[];
  const item = {
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    name: 'news.example.com',
    status: 'verified',
    created_at: expect.any(String),
    region: 'ap-northeast-1',
    capabilities: { sending: 'enabled', receiving: 'disabled' },
  };
  expect(first).toEqual(item);
  const read = await mailbox.get(`/domains/${first?.id}`);
  expect(read).toEqual({
    object: 'domain',
    ...item,
    open_tracking: false,
    click_tracking: false,
    records: expect.any(Array),
  });
  for (const record of read.records as object[]) {
    expect(record).toMatchObject({
      record: expect.stringMatching(/^(SPF|DKIM)$/),
      type: expect.stringMatching(/^(MX|TXT)$/),
      name: expect.any(String),
      value: expect.any(String),
      ttl: 'Auto',
      status: 'verified',
    });
  }
  expect(await mailbox.call('GET', '/domains/other')).toMatchObject({
    status: 404,
    body: { statusCode: 404, name: 'not_found' },
  });
});

test('domains come a page at a time where a limit is given', async () => {
  const mailbox = await setup();
  const domains = Array.from({ length: 5 }, (_, n) => ({ name: `d${n}.example.com` }));
  await mailbox.call('POST', '/_mailbox/domains', domains);
  const seen: unknown[] = [];
  for (let after = '', more = true; more; ) {
    const { data, has_more } = await mailbox.get(`/domains?limit=2${after}`);
    const page = data as { id: string; name: string }[];
    seen.push(...page.map(({ name }) => name));
    after = `&after=${page.at(-1)?.id}`;
    more = has_more === true;
  }
  expect(seen).toEqual(domains.map(({ name }) => name));
  expect((await mailbox.call('GET', '/domains?limit=101')).status).toBe(422);
  expect((await mailbox.call('GET', '/domains?limit=2&after=nothing')).status).toBe(422);
});

test('a key that may only send reads no domain', async () => {
  const mailbox = await setup();
  const headers = { authorization: 'Bearer re_restricted' };
  expect(await mailbox.call('GET', '/domains', undefined, headers)).toMatchObject({
    status: 401,
    body: { name: 'restricted_api_key' },
  });
});

test('mail from a domain that is not verified is refused with 403', async () => {
  const mailbox = await setup();
  await mailbox.call('POST', '/_mailbox/domains', [
    { name: 'news.example.com', status: 'pending' },
  ]);
  expect(await mailbox.send(mail(1))).toMatchObject({
    status: 403,
    body: { name: 'validation_error', message: expect.stringContaining('not verified') },
  });
  await mailbox.call('POST', '/_mailbox/domains', [{ name: 'news.example.com' }]);
  expect((await mailbox.send(mail(1))).status).toBe(200);
});

test('the webhook is told of the events it asks for, and of none while it is disabled', async () => {
  const receiver = await openReceiver();
  const mailbox = await setup({ webhookUrl: receiver.url, webhookEvents: ['email.delivered'] });
  await mailbox.send(mail(1));
  await mailbox.get('/_mailbox/idle');
  expect(receiver.events().map(({ type }) => type)).toEqual(['email.delivered']);
  await mailbox.call('POST', '/_mailbox/webhook', { status: 'disabled' });
  await mailbox.send(mail(2));
  await mailbox.get('/_mailbox/idle');
  expect(receiver.events().length).toBe(1);
  expect(await mailbox.get('/webhooks')).toMatchObject({
    data: [{ status: 'disabled', events: ['email.delivered'], endpoint: receiver.url }],
  });
});
