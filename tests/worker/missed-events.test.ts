import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDigest } from '../support/engine.ts';
import { passTime } from '../support/time.ts';
import { startTestWorker, type TestWorker } from '../support/worker.ts';

// Our webhook is down while a send goes out, until Resend gives its events up.
let world: TestWorker;

beforeAll(async () => {
  world = await startTestWorker();
});

afterAll(() => world?.stop());

const mailbox = async (route: string, body?: unknown) => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${world.mailbox.url}/_mailbox/${route}`, init);
  expect(answer.ok).toBe(true);
  return answer.json();
};

const passHours = (hours: number) => passTime(world.database.db, hours * 3600);

test('events given up in an outage are fetched after it, each once, and the counts get right', async () => {
  const emails = Array.from({ length: 118 }, (_, n) => `reader${n}@example.com`);
  emails.push('bounced+1@resend.dev', 'complained+1@resend.dev');
  await world.api(
    'POST',
    '/api/subscribers/import?lists=digest&status=confirmed&consent=at%20the%20fair',
    { text: ['email', ...emails].join('\n'), type: 'text/csv' },
  );
  const countPeople = async () => {
    const list = await world.api<{ data: unknown[] }>('GET', '/api/subscribers?limit=200');
    return list.data.length;
  };
  await expect.poll(countPeople, { timeout: 20_000 }).toBe(120);
  const digest = await world.api<{ id: string }>('POST', '/api/digests', { json: plainDigest });

  await mailbox('webhook', { url: 'http://127.0.0.1:9/webhooks/resend', retrySeconds: [] });
  const json = { digestId: digest.id, revision: 1, lists: ['digest'] };
  const { id } = await world.api<{ id: string }>('POST', '/api/sends', { json });
  const read = () => world.api('GET', `/api/sends/${id}`);
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'sent' });
  expect(await mailbox('idle')).toMatchObject({ idle: true });
  expect(await world.stats()).toMatchObject({ accepted: 120, failedWebhooks: 241 });

  await passHours(2);
  expect(await read()).toMatchObject({
    counts: { accepted: 120, delivered: 0, bounced: 0 },
    warnings: [{ code: 'silent_webhook' }],
  });
  await world.worker.tick();
  expect(await read()).toMatchObject({
    warnings: [
      { code: 'silent_webhook' },
      { code: 'missed_events', message: expect.stringContaining('no webhook with our address') },
    ],
  });

  // It is up again.
  await mailbox('webhook', {
    url: `${world.worker.url}/webhooks/resend`.replace('localhost', '127.0.0.1'),
  });
  await passHours(7);
  await world.worker.tick();
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({
    counts: { accepted: 120, delivered: 119, bounced: 1, complained: 1 },
    warnings: [],
  });
  expect(await mailbox('idle')).toMatchObject({ idle: true });
  const events = () => world.database.db.execute(sql`select count(*)::int as n from events`);
  await expect.poll(async () => (await events())[0]?.n, { timeout: 30_000 }).toBe(241);
  expect(await world.stats()).toMatchObject({ deliveredWebhooks: 241 });

  // Whatever was asked for has come, so nothing is asked for again.
  for (const hours of [1, 7]) {
    await passHours(hours);
    await world.worker.tick();
    expect(await mailbox('idle')).toMatchObject({ idle: true });
  }
  expect(await world.stats()).toMatchObject({
    deliveredWebhooks: 241,
    accepted: 120,
    duplicates: 0,
  });
  const { data } = await world.api<{ data: { email: string }[] }>('GET', '/api/suppressions');
  expect(data.map(({ email }) => email).toSorted()).toEqual(emails.slice(-2));
});
