import { expect, test } from 'vitest';
import { createResendClient, type Email } from '../../src/resend/client.ts';
import { mail, setup } from '../dev/mailbox-setup.ts';

const single: Email = {
  from: 'Digest <digest@news.example.com>',
  to: 'mai@example.com',
  replyTo: 'desk@example.com',
  subject: 'ようこそ',
  html: '<p>ようこそ</p>',
  text: 'ようこそ',
  headers: { 'X-Kind': 'welcome' },
  tags: [{ name: 'kind', value: 'welcome' }],
};

/** A batch of two, and an email, each to be classified the same. */
async function setupClient(timeoutMs = 10_000) {
  const mailbox = await setup();
  const baseUrl = `http://127.0.0.1:${mailbox.port()}`;
  const client = createResendClient({ apiKey: 're_test', baseUrl, timeoutMs });
  const batch = new TextEncoder().encode(JSON.stringify([mail(1), mail(2)]));
  const ways = [
    (key: string) => client.sendBatch(batch, 2, key),
    (key: string) => client.sendEmail(single, key),
  ];
  return { mailbox, client, ways };
}

test('an email arrives as it was written, and once under its key', async () => {
  const { mailbox, client } = await setupClient();
  const first = await client.sendEmail(single, 'welcome-1');
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(await client.sendEmail(single, 'welcome-1')).toEqual(first);
  expect(await client.sendEmail({ ...single, subject: 'Other' }, 'welcome-1')).toMatchObject({
    kind: 'key_misused',
  });
  const { replyTo, to, ...written } = single;
  expect(await mailbox.messages()).toMatchObject([
    { ...written, to: [to], reply_to: [replyTo], idempotencyKey: 'welcome-1' },
  ]);
});

test.each([
  [403, { kind: 'unauthorized', isResend: false }],
  [422, { kind: 'ambiguous', name: 'http_422' }],
  [503, { kind: 'ambiguous', name: 'http_503' }],
  [302, { kind: 'ambiguous', name: 'http_302' }],
])('a page with status %i is never taken for the word of Resend', async (status, outcome) => {
  const { mailbox, ways } = await setupClient();
  for (const [n, send] of ways.entries()) {
    await mailbox.fault({ fault: 'html_status', status });
    expect(await send(`key-${n}`)).toMatchObject(outcome);
  }
});

test("what Resend refuses is said in Resend's words", async () => {
  const { mailbox, ways } = await setupClient();
  for (const [n, send] of ways.entries()) {
    await mailbox.fault({ fault: 'rate_limit', retryAfter: 7 });
    expect(await send(`rate-${n}`)).toMatchObject({ kind: 'rate_limited', afterSeconds: 7 });
    await mailbox.fault({ fault: 'forbidden403' });
    expect(await send(`key-${n}`)).toMatchObject({ kind: 'unauthorized', isResend: true });
  }
});

test('an answer that is cut or does not come leaves the outcome open', async () => {
  const { mailbox, ways } = await setupClient(300);
  for (const [n, send] of ways.entries()) {
    for (const fault of ['drop', 'truncate', 'hang'] as const) {
      await mailbox.fault(fault === 'truncate' ? { fault } : { fault, when: 'after' });
      const outcome = await send(`${fault}-${n}`);
      expect(outcome).toMatchObject({ kind: 'ambiguous', name: 'no_answer' });
    }
  }
});
