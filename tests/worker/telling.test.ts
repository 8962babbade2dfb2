import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDigest } from '../support/engine.ts';
import { startTestWorker, type TestWorker } from '../support/worker.ts';

// What readers and programs do with a mail, as Resend tells it to the built worker.
let world: TestWorker;

beforeAll(async () => {
  world = await startTestWorker({ INBOUND_ADDRESS: 'leave@in.example.com' });
});

afterAll(() => world?.stop());

test('a mail to us unsubscribes its writer, and the bot trap tells a program from a person', async () => {
  const readers = ['anna', 'ben', 'cleo'].map((name) => `${name}@example.com`);
  for (const email of readers) {
    const lists = [{ slug: 'digest', status: 'confirmed' }];
    await world.api('POST', '/api/subscribers', {
      json: { email, lists, consent: 'asked in person' },
    });
  }
  const digest = await world.api<{ id: string }>('POST', '/api/digests', { json: plainDigest });
  const order = { digestId: digest.id, revision: 1, lists: ['digest'] };
  const { id } = await world.api<{ id: string }>('POST', '/api/sends', { json: order });
  const read = () => world.api('GET', `/api/sends/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'sent' });

  const mails = await world.mails(`send=${id}`);
  const [anna, ben, cleo] = readers.map((email) => mails.find(({ to }) => to[0] === email));
  const tell = async (mail: typeof anna, type: string, detail: Record<string, unknown>) => {
    const body = JSON.stringify({ id: mail?.id, type, detail });
    const answer = await fetch(`${world.mailbox.url}/_mailbox/events`, { method: 'POST', body });
    expect(answer.status).toBe(202);
  };
  const mailto = /<(mailto:[^>]+)>/.exec(anna?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  const { pathname, searchParams } = new URL(mailto);
  const mail = { from: readers[0], to: [pathname], subject: searchParams.get('subject') };
  await tell(anna, 'email.received', mail);
  const botTrap = /href="([^"]*\/canary)"/.exec(ben?.html ?? '')?.[1] ?? '';
  expect((await fetch(botTrap)).status).toBe(200);
  await tell(ben, 'email.clicked', { click: { link: botTrap } });
  await tell(ben, 'email.clicked', { click: { link: 'https://news.example.com/market' } });
  await tell(cleo, 'email.clicked', { click: { link: 'https://news.example.com/market' } });

  await expect
    .poll(read, { timeout: 30_000 })
    .toMatchObject({ counts: { delivered: 3, clicked: 1, scanned: 1, unsubscribed: 1 } });
  // Of another digest: this one they have.
  const next = await world.api<{ id: string }>('POST', '/api/digests', { json: plainDigest });
  const json = { ...order, digestId: next.id };
  const estimate = await world.api('POST', '/api/sends/estimate', { json });
  expect(estimate).toMatchObject({ recipients: 2, excluded: { unsubscribed: 1 } });
});
