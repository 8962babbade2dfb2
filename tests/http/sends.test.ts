import { expect, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';

const lists = ['digest'];

test('a digest is written, checked, estimated, sent and reported by the API alone', async () => {
  const { call, engine } = await setupWithEngine();
  const digest = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 3);
  const checks = (await call('GET', `/api/digests/${digest.id}/checks`)).json;
  expect(checks).toMatchObject({ ok: true, errors: [] });
  expect(checks.size.htmlBytes).toBeGreaterThan(1000);
  const body = { digestId: digest.id, revision: 1, lists };
  const estimate = await call('POST', '/api/sends/estimate', { body });
  expect(estimate.json.recipients).toBe(3);
  const made = await call('POST', '/api/sends', { body });
  expect(made).toMatchObject({ status: 202, json: { status: 'planning', digestId: digest.id } });
  await engine.drain();
  await engine.tick();
  const sent = (await call('GET', made.headers.get('location') ?? '')).json;
  expect(sent).toMatchObject({
    status: 'sent',
    counts: { recipients: 3, accepted: 3, pending: 0 },
  });
  expect((await call('GET', `/api/digests/${digest.id}`)).json.status).toBe('sent');
  expect((await engine.stats()).distinct).toBe(3);
  const recipients = `${made.headers.get('location')}/recipients`;
  const first = (await call('GET', `${recipients}?limit=2&outcome=accepted`)).json;
  const rest = (await call('GET', `${recipients}?cursor=${first.nextCursor}`)).json;
  const addresses = [...first.data, ...rest.data].map(({ email }: { email: string }) => email);
  expect(new Set(addresses).size).toBe(3);
  expect(rest.nextCursor).toBe(null);
});

test('a trigger that is repeated under its key starts one send', async () => {
  const { call, engine, db } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 2);
  const body = { digestId: id, revision: 1, lists };
  const headers = { 'idempotency-key': 'the-friday-issue' };
  const first = await call('POST', '/api/sends', { body, headers });
  const again = await call('POST', '/api/sends', { body, headers });
  expect(again.json).toEqual(first.json);
  // As if the first worker had died after its commit: the repetition finds that send.
  await db.execute(`update idempotent_requests set status = null, response = '${first.json.id}',
    created_at = now() - interval '2 minutes'`);
  const late = await call('POST', '/api/sends', { body, headers });
  expect(late.json.id).toBe(first.json.id);
  await engine.drain({ delayed: true });
  expect(await engine.stats()).toMatchObject({ accepted: 2, duplicates: 0 });
});

test('a warm-up is said in the estimate and in the send, and one that does not exist is refused', async () => {
  const { call, engine } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 160);
  const body = { digestId: id, revision: 1, lists, warmUp: 'new_domain' };
  const estimate = (await call('POST', '/api/sends/estimate', { body })).json;
  expect(estimate.warmUp.days).toMatchObject([{ recipients: 150 }, { recipients: 10 }]);
  const made = await call('POST', '/api/sends', { body });
  expect(made.json).toMatchObject({ warmUp: 'new_domain', waiting: [] });
  await engine.drain();
  const sending = (await call('GET', made.headers.get('location') ?? '')).json;
  expect(sending).toMatchObject({ status: 'sending', waiting: [{ recipients: 10 }] });
  expect(sending.waiting[0].at).toBe(estimate.warmUp.days[1].at);
  const wrong = await call('POST', '/api/sends', { body: { ...body, warmUp: 'slowly' } });
  expect(wrong).toMatchObject({ status: 422, json: { errors: [{ path: 'warmUp' }] } });
});

test('what stands against a send is said, and nothing starts', async () => {
  const { call, engine, queues } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 2);
  const post = (more: object) =>
    call('POST', '/api/sends', { body: { digestId: id, revision: 1, lists, ...more } });
  expect((await post({ revision: 9 })).json.errors[0].path).toBe('digestId');
  expect((await post({ revision: 2 ** 40 })).json.errors[0].path).toBe('revision');
  expect((await post({ lists: ['nowhere'] })).json.errors[0].path).toBe('lists.0');
  expect((await post({ expectedRecipients: 5 })).status).toBe(409);
  expect((await post({ segment: {} })).json.errors[0].path).toBe('segment.kind');
  expect((await post({ scheduledAt: '2026-02-30T08:00:00Z' })).status).toBe(422);
  expect((await call('GET', '/api/sends')).json.data).toEqual([]);
  expect(queues.jobs.messages).toEqual([]);
});

test('a send is paused, resumed and cancelled, and a step that makes no sense is a conflict', async () => {
  const { call, engine } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 2);
  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  const body = { digestId: id, revision: 1, lists, scheduledAt };
  const path = `/api/sends/${(await call('POST', '/api/sends', { body })).json.id}`;
  const step = async (verb: string) => (await call('POST', `${path}/${verb}`)).json.status;
  expect((await call('GET', path)).json.status).toBe('scheduled');
  expect(await step('pause')).toBe('paused');
  expect(await step('resume')).not.toBe('paused');
  expect(await step('cancel')).toBe('cancelled');
  expect(await step('resume')).toBe(409);
  expect(await step('retry')).toBe(409);
});

test('the events of a send tell its changes and end with it', async () => {
  const { app, bindings, key, call, engine } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 1);
  const body = { digestId: id, revision: 1, lists };
  const send = (await call('POST', '/api/sends', { body })).json;
  const headers = { authorization: `Bearer ${key}` };
  const url = `https://digest.example.com/api/sends/${send.id}/events`;
  const response = await app.fetch(new Request(url, { headers }), bindings);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events = readEvents(response.body);
  expect((await events.next()).value.status).toBe('planning');
  await engine.drain({ delayed: true });
  await engine.tick();
  const statuses: string[] = [];
  for await (const { status } of events) statuses.push(status);
  expect(statuses.at(-1)).toBe('sent');
  const seen = await call('GET', `/api/sends/${send.id}/events`, {
    headers: { 'last-event-id': 'final' },
  });
  expect(seen.status).toBe(204);
});

/** Every token in the links and headers of a mail. */
function tokensIn(text: string): Set<string> {
  const links = text.matchAll(/\/(?:u|preferences)\/([\w-]+)|subject=unsubscribe%20([\w-]+)/g);
  return new Set(Array.from(links, ([, inLink, inSubject]) => inLink ?? inSubject ?? ''));
}

test('a preview is the mail of one reader, with links that do nothing, whoever is named', async () => {
  const { call, engine, keyWith } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const [reader] = await confirmReaders(engine, 1);
  const anonymous = await call('GET', `/api/digests/${id}/preview`);
  expect(anonymous.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(anonymous.headers.get('content-security-policy')).toContain('sandbox');
  expect(anonymous.text).toContain('朝の市場で野菜が安い理由'.slice(0, 4));
  const own = await call('GET', `/api/digests/${id}/preview?format=text&subscriber=${reader}`);
  expect(own.text).toContain('reader1@example.com');
  const key = await keyWith('read');
  for (const query of ['', '?format=text', `?subscriber=${reader}`]) {
    const { text } = await call('GET', `/api/digests/${id}/preview${query}`, { key });
    expect(tokensIn(text)).toEqual(new Set(['preview']));
  }
  expect((await call('GET', `/api/digests/${id}/preview?subscriber=99`)).status).toBe(422);
});

test('a test mail goes to the named addresses alone and counts in no send', async () => {
  const { call, engine } = await setupWithEngine();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 2);
  const path = `/api/digests/${id}/test`;
  const made = await call('POST', path, { body: { to: ['me@example.com', 'ME@example.com'] } });
  expect(made.status).toBe(202);
  expect(made.json.emails).toHaveLength(1);
  expect(made.json.letters).toEqual(made.json.emails);
  await engine.drain({ delayed: true });
  const [mail, ...others] = await engine.messages();
  expect(others).toEqual([]);
  expect(mail?.subject).toMatch(/^\[TEST\] /);
  expect(tokensIn(JSON.stringify(mail))).toEqual(new Set(['preview']));
  expect((await call('POST', path, { body: { to: ['not an address'] } })).status).toBe(422);
  const six = Array.from({ length: 6 }, (_, n) => `a${n}@example.com`);
  expect((await call('POST', path, { body: { to: six } })).status).toBe(422);
});

async function* readEvents(body: ReadableStream<Uint8Array> | null) {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    const events = (text + decoder.decode(bytes)).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

test('while sending is switched off every answer about a send says so, and the estimate', async () => {
  const { call, engine } = await setupWithEngine({ SENDING: 'off' });
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 1);
  const body = { digestId: id, revision: 1, lists };
  const off = { warnings: [{ code: 'sending_off' }] };
  expect((await call('POST', '/api/sends/estimate', { body })).json).toMatchObject(off);
  const made = await call('POST', '/api/sends', { body });
  expect(made).toMatchObject({ status: 202, json: off });
  const place = `/api/sends/${made.json.id}`;
  expect((await call('GET', place)).json).toMatchObject(off);
  expect((await call('GET', '/api/sends')).json.data).toMatchObject([off]);
  expect((await call('POST', `${place}/pause`)).json).toMatchObject(off);
  expect((await call('POST', `${place}/resume`)).json).toMatchObject(off);
  expect((await call('POST', `${place}/cancel`)).json).toMatchObject({
    status: 'cancelled',
    warnings: [],
  });
});
