import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { developmentWebhookSecret } from '../../../dev/mailbox/server.ts';
import { createTokenRing } from '../../../src/base/token.ts';
import { type Claim, preferencesOf } from '../../../src/base/token-claims.ts';
import { setupWithEngine } from '../../support/app.ts';
import { confirmReaders, type MailboxMessage } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

const address = 'leave@in.example.com';

/** A sent digest, and what a reader's mail program and Resend make of its mailto. */
async function setup(variables: Record<string, unknown> = { INBOUND_ADDRESS: address }) {
  const app = await setupWithEngine(variables);
  const { engine } = app;
  const { deps } = engine;
  const readers = await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.drain();
  let mails = 0;
  return {
    ...app,
    sendId,
    readers,
    mailto: readers.map((id) => {
      const claim = { purpose: 'unsubscribe', subscriber: id, list: 1, send: sendId } as const;
      return `unsubscribe ${deps.tokens.sign(claim)}`;
    }),
    /** Resend received a mail; our answer, once the queue is worked. */
    async receive(data: Record<string, unknown>, id = `msg_${++mails}`, at = new Date()) {
      const full = {
        from: 'Reader <reader1@example.com>',
        to: [address],
        cc: [],
        bcc: [],
        ...data,
      };
      const body = JSON.stringify({ type: 'email.received', created_at: at, data: full });
      const now = new Date();
      const answer = await app.call('POST', '/webhooks/resend', {
        key: null,
        body,
        headers: {
          'svix-id': id,
          'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
          'svix-signature': new Webhook(developmentWebhookSecret).sign(id, now, body),
        },
      });
      await engine.drain();
      return answer.status;
    },
    async standing(): Promise<string[]> {
      const rows = await app.db.execute<{ status: string }>(sql`
        select status from subscriptions order by subscriber_id`);
      return Array.from(rows, ({ status }) => status);
    },
    async traces() {
      const consents = await app.db.execute(sql`
        select subscriber_id::float8 as reader, action, method, network, send_id as send from consents`);
      const events = await app.db.execute(sql`
        select id, kind, send_id as send, subscriber_id::float8 as reader, detail from events`);
      return { consents: [...consents], events: [...events] };
    },
  };
}

const everybody = ['confirmed', 'confirmed', 'confirmed'];

function mailtoOf(mail: MailboxMessage | undefined): URL {
  return new URL(/<(mailto:[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '');
}

test.each(['html', 'template'])(
  'the mail that the header of an %s mail offers leaves the list, attributed to the send',
  async (DELIVERY) => {
    const at = await setup({ INBOUND_ADDRESS: address, DELIVERY });
    const mails = await at.engine.messages();
    const second = mailtoOf(mails.find(({ to }) => to[0] === 'reader2@example.com'));
    expect(mailtoOf(mails[0]).pathname).toBe(address);
    const subject = second.searchParams.get('subject') ?? '';
    expect(subject).toBe(at.mailto[1]);
    expect(await at.receive({ to: [second.pathname], subject })).toBe(202);
    expect(await at.standing()).toEqual(['confirmed', 'unsubscribed', 'confirmed']);
    const facts = { reader: at.readers[1], send: at.sendId };
    expect(await at.traces()).toEqual({
      consents: [{ ...facts, action: 'unsubscribed', method: 'mailto', network: null }],
      events: [{ ...facts, id: 'msg_1', kind: 'received', detail: null }],
    });
    const read = await at.call('GET', `/api/sends/${at.sendId}`);
    expect(read.json.counts.unsubscribed).toBe(1);
  },
);

test('again is the same, and an old event told once more does not put out who came back', async () => {
  const at = await setup();
  const [subject] = at.mailto;
  for (const id of ['msg_a', 'msg_a', 'msg_b']) await at.receive({ subject }, id);
  expect(await at.standing()).toEqual(['unsubscribed', 'confirmed', 'confirmed']);
  expect((await at.traces()).consents).toHaveLength(1);
  await at.db.execute(sql`update subscriptions set status = 'confirmed'`);
  await at.receive({ subject }, 'msg_a');
  expect(await at.standing()).toEqual(everybody);
  await at.receive({ subject }, 'msg_c');
  expect(await at.standing()).toEqual(['unsubscribed', 'confirmed', 'confirmed']);
});

test('a mail that was written before a later yes does not undo it, however late it is told', async () => {
  const at = await setup();
  const anHourAgo = new Date(Date.now() - 3600_000);
  expect(await at.receive({ subject: at.mailto[0] }, 'msg_late', anHourAgo)).toBe(202);
  expect(await at.standing()).toEqual(everybody);
});

test('whatever mail programs do to the subject and the fields, the token counts', async () => {
  const ways = [
    (word: string) => ({
      subject: word.replace('unsubscribe ', 'Re: [EXTERNAL] unsubscribe\r\n '),
    }),
    (word: string) => ({ subject: word.replace(' ', '+') }),
    (word: string) => ({ subject: word, to: [`"Leave, please" <LEAVE@In.Example.com>`] }),
    (word: string) => ({ subject: word, to: ['friend@example.com'], cc: [address] }),
    (word: string) => ({ subject: word, to: address }),
  ];
  for (const way of ways) {
    const at = await setup();
    expect(await at.receive(way(at.mailto[2] ?? ''))).toBe(202);
    expect(await at.standing()).toEqual(['confirmed', 'confirmed', 'unsubscribed']);
  }
});

test('forged tokens, tokens for something else, and other mail change and leave nothing', async () => {
  const at = await setup();
  const { tokens } = at.engine.deps;
  const [subscriber = 0] = at.readers;
  const stranger = createTokenRing(['another-key-that-is-long-enough-for-a-ring']);
  const own: Claim = { purpose: 'unsubscribe', subscriber, list: 1, send: at.sendId };
  const good = tokens.sign(own);
  const claims: Claim[] = [
    preferencesOf(subscriber, 'reader1@example.com'),
    { purpose: 'letter', letter: at.sendId, expiresAt: Date.now() + 1000 },
    { purpose: 'form', shownAt: Date.now() },
  ];
  const subjects = [
    stranger.sign(own),
    ...claims.map((claim) => tokens.sign(claim)),
    `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
    good.slice(1),
    `x${good}`,
    `${'w'.repeat(60)} `.repeat(50) + good,
  ].map((token) => `unsubscribe ${token}`);
  subjects.push('unsubscribe', 'Automatic reply: 朝の市場で野菜が安い理由', '');
  for (const subject of subjects) expect(await at.receive({ subject })).toBe(202);
  const elsewhere = { to: ['office@in.example.com', 'leave@example.com'] };
  expect(await at.receive({ subject: at.mailto[0], ...elsewhere })).toBe(202);
  expect(await at.receive({ subject: null, to: null })).toBe(202);
  expect(await at.standing()).toEqual(everybody);
  expect(await at.traces()).toEqual({ consents: [], events: [] });
});

test('where no mail is asked for, none is offered and none is obeyed', async () => {
  const at = await setup({});
  const [mail] = await at.engine.messages();
  expect(mail?.headers['List-Unsubscribe']).toMatch(/^<https:[^<>]+>$/);
  expect(await at.receive({ subject: at.mailto[0] })).toBe(202);
  expect(await at.standing()).toEqual(everybody);
  expect(await at.traces()).toEqual({ consents: [], events: [] });
});
