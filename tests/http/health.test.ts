import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { fitSessions } from '../support/database.ts';

const publicUrl = 'https://digest.example.com';

/** The open web, on which `publicUrl` is answered by `answer`. */
const webWith = (answer: (url: string) => Promise<Response>) => ({ OPEN_WEB: { fetch: answer } });

type Scene = Awaited<ReturnType<typeof setupWithEngine>>;

/** A worker in production whose account, webhook and address are as they should be. */
async function setupWell(variables: Record<string, unknown> = {}): Promise<Scene> {
  let ask: Scene['call'] | null = null;
  const itself = webWith(async (url) => {
    if (ask === null) throw new Error('Nothing is there yet');
    const { json, status } = await ask('GET', url.slice(publicUrl.length), { key: null });
    return Response.json(json, { status });
  });
  const scene = await setupWithEngine({
    ...itself,
    ALARM_URL: 'http://127.0.0.1:9/',
    ...variables,
  });
  ask = scene.call;
  await fitSessions(scene.url);
  await scene.db.execute(sql`insert into heartbeats (name) values ('tick')`);
  await tellWebhook(scene, { url: `${publicUrl}/webhooks/resend`, events: wanted, auto: false });
  return scene;
}

const wanted = [
  ...['delivered', 'delivery_delayed', 'bounced', 'complained', 'failed', 'suppressed'],
  ...['opened', 'clicked'],
].map((name) => `email.${name}`);

async function order({ engine }: Scene, door: string, body: unknown): Promise<void> {
  const answer = await fetch(`${engine.mailbox.url}/_mailbox/${door}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

const tellWebhook = (scene: Scene, webhook: object) => order(scene, 'webhook', webhook);

async function healthOf(scene: Scene) {
  const { status, json } = await scene.call('GET', '/api/health');
  expect(status).toBe(200);
  const checks: { id: string; status: string; detail: string; help: string | null }[] = json.checks;
  const troubles = checks.filter(({ status: state }) => state !== 'ok');
  const found = Object.fromEntries(troubles.map(({ id, status: state }) => [id, state]));
  return { ok: json.ok, checks, found, of: (id: string) => checks.find((one) => one.id === id) };
}

test('a worker that is set up well is well in every line', async () => {
  const scene = await setupWell();
  const { ok, checks, found } = await healthOf(scene);
  expect(found).toEqual({});
  expect(ok).toBe(true);
  expect(checks.map(({ id }) => id)).toEqual([
    ...['resend_key', 'from_domain', 'webhook', 'public_url', 'sender_address', 'sending'],
    ...['alarms', 'database', 'database_cache', 'tick', 'due_work', 'unknown_recipients'],
    ...['webhook_events', 'missed_events', 'account'],
  ]);
  expect(checks.filter(({ help }) => help !== null)).toEqual([]);
});

test('the health page needs a key that may read', async () => {
  const { call, keyWith } = await setupWell();
  expect((await call('GET', '/api/health', { key: null })).status).toBe(401);
  const key = await keyWith('send');
  expect((await call('GET', '/api/health', { key })).status).toBe(403);
});

test('a domain that is not verified is an error that names the records to set', async () => {
  const scene = await setupWell();
  await order(scene, 'domains', [{ name: 'example.com', status: 'failed' }]);
  const { ok, of, found } = await healthOf(scene);
  expect({ ok, found }).toEqual({ ok: false, found: { from_domain: 'error' } });
  expect(of('from_domain')).toMatchObject({
    records: [
      { record: 'SPF', type: 'MX', name: 'send', status: 'failed', value: expect.any(String) },
      { record: 'SPF', type: 'TXT', name: 'send' },
      { record: 'DKIM', type: 'TXT', name: 'resend._domainkey' },
    ],
  });
});

test('a key that may only send is a warning, and what it hides is unknown', async () => {
  const { ok, found } = await healthOf(await setupWell({ RESEND_API_KEY: 're_restricted' }));
  expect(found).toEqual({ resend_key: 'warning', from_domain: 'unknown', webhook: 'unknown' });
  expect(ok).toBe(true);
});

test.each(['malformed', 're_invalid'])(
  'the key %s, which Resend refuses, is an error',
  async (key) => {
    const { ok, of } = await healthOf(await setupWell({ RESEND_API_KEY: key }));
    expect(of('resend_key')).toMatchObject({ status: 'error', help: expect.any(String) });
    expect(ok).toBe(false);
  },
);

test('while Resend does not answer nothing about it is known, and nothing is an error', async () => {
  const { ok, found } = await healthOf(await setupWell({ RESEND_BASE_URL: 'http://127.0.0.1:9' }));
  expect(found).toEqual({ resend_key: 'unknown', from_domain: 'unknown', webhook: 'unknown' });
  expect(ok).toBe(true);
});

test.each([
  [
    'elsewhere',
    { url: 'https://other.example.com/webhooks/resend' },
    'no webhook with our address',
  ],
  ['disabled', { status: 'disabled' }, 'disabled the webhook'],
  ['deaf to bounces', { events: wanted.filter((e) => e !== 'email.bounced') }, 'email.bounced'],
])('a webhook that is %s is an error', async (_, webhook, detail) => {
  const scene = await setupWell();
  await tellWebhook(scene, webhook);
  const { found, of } = await healthOf(scene);
  expect(found).toEqual({ webhook: 'error' });
  expect(of('webhook')?.detail).toContain(detail);
});

test('mail to us must be told where we receive it, and tracking may be left out', async () => {
  const scene = await setupWell({ INBOUND_ADDRESS: 'leave@in.example.com' });
  expect((await healthOf(scene)).of('webhook')).toMatchObject({
    status: 'error',
    detail: expect.stringContaining('email.received'),
  });
  await tellWebhook(scene, { events: [...wanted.slice(0, 6), 'email.received'] });
  expect((await healthOf(scene)).found).toEqual({ webhook: 'warning' });
});

test('email.sent is worth an advice and no more', async () => {
  const scene = await setupWell();
  await tellWebhook(scene, { events: ['email.sent', ...wanted] });
  const { found, of } = await healthOf(scene);
  expect(found).toEqual({});
  expect(of('webhook')?.help).toContain('email.sent');
});

test('without a secret no event is believed, whatever Resend tells', async () => {
  const { found } = await healthOf(await setupWell({ RESEND_WEBHOOK_SECRET: '' }));
  expect(found).toEqual({ webhook: 'error' });
});

test.each<[string, (url: string) => Promise<Response>, string]>([
  ['something else', async () => Response.json({ status: 'ok' }), 'something else'],
  ['a login page', async () => new Response('<html>', { status: 403 }), '403'],
  ['a redirect', async () => Response.redirect('https://www.example.com/health'), 'elsewhere'],
  [
    'a worker of other keys',
    async () => Response.json({ status: 'ok', signingKey: 'another' }),
    'other SIGNING_KEYS',
  ],
  ['nobody', async () => Promise.reject(new Error('no route')), 'does not answer'],
])('PUBLIC_URL that leads to %s is an error', async (_, answer, detail) => {
  const { found, of } = await healthOf(await setupWell(webWith(answer)));
  expect(found).toEqual({ public_url: 'error' });
  expect(of('public_url')?.detail).toContain(detail);
});

test('an address that nobody else can reach is asked by nobody', async () => {
  let asked = 0;
  const web = webWith(async () => {
    asked += 1;
    return Response.json({});
  });
  const scene = await setupWell({ ...web, PUBLIC_URL: 'http://localhost:8787' });
  expect((await healthOf(scene)).of('public_url')?.status).toBe('unknown');
  expect(asked).toBe(0);
});

test('what is switched off, not set or late is said', async () => {
  const scene = await setupWell({ SENDING: 'off', SENDER_ADDRESS: ' ', ALARM_URL: '' });
  await scene.db.execute(sql`update heartbeats set at = now() - interval '10 minutes'`);
  await scene.db.execute(sql`
    insert into account_health (account, accepted, bounced, complained, counted_at)
    values ('resend', 2000, 50, 0, now())`);
  await scene.db.execute(sql`
    insert into imports (id, status, options, created_at)
    values (gen_random_uuid(), 'running', '{}', now() - interval '1 hour')`);
  const { found } = await healthOf(scene);
  expect(found).toEqual({
    sending: 'warning',
    sender_address: 'error',
    alarms: 'warning',
    tick: 'error',
    due_work: 'error',
    account: 'warning',
  });
});
