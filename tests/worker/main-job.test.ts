import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDigest } from '../support/engine.ts';
import { startTestWorker, type TestWorker } from '../support/worker.ts';

// One world, walked through as its users would: the steps build on each other.
let world: TestWorker;
let digest: { id: string; revision: number };

beforeAll(async () => {
  world = await startTestWorker();
});

afterAll(() => world?.stop());

const confirmed = Array.from({ length: 900 }, (_, n) => `reader${n}@example.com`);

async function importRows(rows: string[], status: string): Promise<Record<string, unknown>> {
  const { id } = await world.api<{ id: string }>(
    'POST',
    `/api/subscribers/import?lists=digest&status=${status}&consent=Signed%20up%20at%20the%20fair`,
    { text: ['email,name', ...rows].join('\r\n'), type: 'text/csv' },
  );
  const read = () => world.api('GET', `/api/imports/${id}`);
  await expect.poll(read, { timeout: 20_000 }).toMatchObject({ status: 'done' });
  return read();
}

async function send(): Promise<string> {
  const { id } = await world.api<{ id: string }>('POST', '/api/sends', {
    // The tests of this file send one digest to the same people, one after the other.
    json: { digestId: digest.id, revision: digest.revision, lists: ['digest'], again: true },
  });
  const read = () => world.api('GET', `/api/sends/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'sent' });
  return id;
}

test('an editor writes a digest and imports a thousand people, some twice, some never to be mailed', async () => {
  digest = await world.api('POST', '/api/digests', { json: plainDigest });
  for (const email of ['bounced@example.com', 'manual@example.com']) {
    await world.api('POST', '/api/suppressions', { json: { email } });
  }
  const rows = [
    ...confirmed.map((email, n) => `${email},読者${n}`),
    ...confirmed.slice(0, 20).map((email) => `${email.toUpperCase()},again`),
    'bounced@example.com,gone',
    'manual@example.com,gone',
    'not an address,nobody',
  ];
  expect(await importRows(rows, 'confirmed')).toMatchObject({
    processed: 923,
    created: 900,
    rejected: 3,
  });
  const pending = Array.from({ length: 100 }, (_, n) => `pending${n}@example.com,`);
  expect(await importRows(pending, 'pending')).toMatchObject({ created: 100 });
});

test('exactly the confirmed get exactly one mail, with all its headers', async () => {
  const estimate = await world.api('POST', '/api/sends/estimate', {
    json: { digestId: digest.id, revision: digest.revision, lists: ['digest'] },
  });
  expect(estimate).toMatchObject({ recipients: 900, excluded: { unconfirmed: 100 } });
  const id = await send();
  const mails = await world.mails(`send=${id}`);
  expect(mails.flatMap(({ to }) => to).sort()).toEqual([...confirmed].sort());
  expect(await world.stats()).toMatchObject({ accepted: 900, distinct: 900, duplicates: 0 });
  const links = new Set(mails.map(({ headers }) => headers['List-Unsubscribe']));
  expect(links.size).toBe(900);
  for (const { headers, tags } of mails.slice(0, 5)) {
    expect(headers).toMatchObject({
      'List-Unsubscribe': expect.stringMatching(/^<http:\/\/127\.0\.0\.1:\d+\/u\/[\w-]+>$/),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': expect.stringContaining('digest.'),
      'List-Archive': expect.stringContaining('http'),
      'List-Help': expect.any(String),
      'Feedback-ID': expect.any(String),
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
      'X-Entity-Ref-ID': expect.any(String),
    });
    expect(tags.map(({ name }) => name).sort()).toEqual(['batch', 'list', 'send', 'subscriber']);
  }
});

test('webhooks come back and are counted', async () => {
  const { data } = await world.api<{ data: { id: string }[] }>('GET', '/api/sends');
  const read = () => world.api('GET', `/api/sends/${data[0]?.id}`);
  await expect
    .poll(read, { timeout: 30_000 })
    .toMatchObject({ counts: { accepted: 900, delivered: 900, bounced: 0 } });
});

test('looking at an unsubscribe link changes nothing; one click leaves, and again is 200', async () => {
  const [first, second, third] = await world.mails('limit=3');
  const linkOf = (mail: typeof first) =>
    /<(http[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  for (const mail of [first, second, third]) {
    expect((await fetch(linkOf(mail))).status).toBe(200);
    expect((await fetch(linkOf(mail), { method: 'HEAD' })).status).toBe(200);
  }
  const oneClick = () =>
    fetch(linkOf(first), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    });
  expect((await oneClick()).status).toBe(200);
  expect((await oneClick()).status).toBe(200);
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  expect((await fetch(linkOf(second), { method: 'POST', body: form })).status).toBe(200);

  const before = await world.stats();
  const id = await send();
  const mailed = (await world.mails(`send=${id}`)).flatMap(({ to }) => to);
  expect(mailed.length).toBe(898);
  expect(mailed).not.toContain(first?.to[0]);
  expect(mailed).not.toContain(second?.to[0]);
  expect(mailed).toContain(third?.to[0]);
  expect(await world.stats()).toMatchObject({ accepted: before.accepted + 898, duplicates: 0 });
});

test('a new reader subscribes, gets an email, confirms by its button, and is in the next send', async () => {
  const form = new URLSearchParams({ email: 'new@example.com', list: 'digest' });
  const asked = await fetch(`${world.worker.url}/subscribe`, {
    method: 'POST',
    body: form,
    headers: { origin: world.worker.url },
  });
  expect(asked.status).toBe(200);
  const letters = () => world.mails('to=new@example.com');
  await expect.poll(letters, { timeout: 15_000 }).toHaveLength(1);
  const [mail] = await letters();
  const link = /http\S+\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect((await fetch(link)).status).toBe(200);
  const person = () =>
    world.api<{ data: { lists: { status: string }[] }[] }>(
      'GET',
      '/api/subscribers?email=new@example.com',
    );
  expect((await person()).data[0]?.lists).toMatchObject([{ status: 'pending' }]);
  const pressed = await fetch(link, { method: 'POST', headers: { origin: new URL(link).origin } });
  expect(pressed.status).toBe(200);
  expect((await person()).data[0]?.lists).toMatchObject([{ status: 'confirmed' }]);
  const id = await send();
  expect((await world.mails(`send=${id}&to=new@example.com`)).length).toBe(1);
});

test('a trigger repeated under its Idempotency-Key is one send; with another body it is refused', async () => {
  const { id: digestId, revision } = digest;
  const order = { digestId, revision, lists: ['digest'], again: true };
  const trigger = (json: unknown) =>
    world.call('POST', '/api/sends', { json, headers: { 'idempotency-key': 'once' } });
  const first = await (await trigger(order)).json();
  const again = await trigger(order);
  expect(again.status).toBe(202);
  expect(await again.json()).toEqual(first);
  expect((await trigger({ ...order, expectedRecipients: 5 })).status).toBe(422);
});
