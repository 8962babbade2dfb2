// From an hour to a send: a rhythm finds what is new, asks, and sends by a yes, through API, queue and mail.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { workRhythm } from '../../../src/jobs/rhythms.ts';
import { setupWithEngine } from '../../support/app.ts';
import { confirmReaders } from '../../support/engine.ts';
import { approvalToken, findItem, openSite, subscribe, writeArticle } from './house.ts';

/** A Thursday, ten to seven in the morning in Tokyo. */
const before = new Date('2026-11-26T21:50:00Z');

async function start(more: object = {}) {
  const site = await openSite();
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin, TIMEZONE: 'Asia/Tokyo' });
  const { engine, call } = app;
  const { db } = engine.database;
  let now = before;
  engine.deps.clock = () => now;
  await confirmReaders(engine, 3);
  const feed = await subscribe(db);
  const created = await call('POST', '/api/rhythms', {
    body: {
      name: '平日の朝',
      list: 'digest',
      feeds: [feed],
      when: { weekdays: [1, 2, 3, 4, 5], times: ['07:00'] },
      sections: 2,
      language: 'ja',
      approver: 'Aiko@Example.com',
      ...more,
    },
  });
  expect(created.status).toBe(201);
  const id = String(created.json.id);
  const publish = async (...numbers: number[]) => {
    for (const n of numbers) {
      await findItem(db, feed, { url: site.put(n), title: writeArticle(n).title });
    }
  };
  const at = async (moment: string) => {
    now = new Date(moment);
    await look();
  };
  const look = async () => {
    for (let n = 0; n < 2; n += 1) {
      await engine.tick();
      await engine.drain();
    }
  };
  const runs = async () => (await call('GET', `/api/rhythms/${id}/runs`)).json.data;
  const approvals = async () =>
    Array.from(
      await db.execute<{ id: string; revision: number; at: string }>(
        sql`select id, revision, to_json(created_at) #>> '{}' as at from approvals order by id`,
      ),
    );
  const pathOf = async (n = 0) => {
    const row = (await approvals())[n];
    if (!row) throw new Error('nobody was asked');
    const asked = { id: row.id, createdAt: new Date(row.at) };
    return `/approval/${approvalToken(engine.deps.tokens, asked)}`;
  };
  const answer = async (said: 'yes' | 'no', n = 0) => {
    const answered = await call('POST', await pathOf(n), {
      body: `answer=${said}`,
      key: null,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://digest.example.com',
      },
    });
    await engine.drain();
    return answered;
  };
  const sends = async () => (await call('GET', '/api/sends')).json.data;
  return {
    ...app,
    db,
    site,
    feed,
    id,
    rhythm: created.json,
    publish,
    at,
    look,
    runs,
    approvals,
    pathOf,
    answer,
    sends,
  };
}

test('a moment that comes is made, asked about and sent by a yes, and its line says so', async () => {
  const { publish, at, runs, answer, sends, engine, rhythm, call } = await start();
  expect(rhythm).toMatchObject({
    approver: 'aiko@example.com',
    timezone: 'Asia/Tokyo',
    next: ['2026-11-26T22:00:00.000Z', '2026-11-29T22:00:00.000Z', '2026-11-30T22:00:00.000Z'],
    lastRun: null,
  });
  await publish(1, 2, 3);
  await at('2026-11-26T21:59:00Z');
  expect(await runs()).toEqual([]);
  await at('2026-11-26T22:00:30Z');
  expect(await runs()).toMatchObject([
    {
      dueAt: '2026-11-26T22:00:00.000Z',
      state: 'waiting',
      waitsFor: 'aiko@example.com',
      staleAt: '2026-11-27T22:00:00.000Z',
    },
  ]);
  const [mail] = await engine.messages();
  expect(mail?.to).toEqual(['aiko@example.com']);
  expect(mail?.text).toContain('3人');
  expect(mail?.text).toContain('11月28日(土) 7:00');
  expect(await sends()).toEqual([]);
  expect((await answer('yes')).status).toBe(200);
  const [run] = await runs();
  expect(run).toMatchObject({ state: 'sending' });
  await at('2026-11-26T22:05:00Z');
  expect(await runs()).toMatchObject([{ state: 'sent', why: null, sendId: run.sendId }]);
  expect(await sends()).toMatchObject([
    { id: run.sendId, status: 'sent', counts: { accepted: 3 } },
  ]);
  const { content } = (await call('GET', `/api/digests/${run.digestId}`)).json;
  const cited = content.sections.map((one: { source: { url: string } }) => one.source.url);
  expect(cited).toEqual([1, 2].map((n) => writeArticle(n).url));
  const acts = (await call('GET', '/api/audit?action=postSends')).json.data;
  expect(acts).toMatchObject([{ target: `/api/sends/${run.sendId}` }]);
});

test('the note with which a rhythm asks is said to be its own, not of the key that saved it', async () => {
  const { publish, at, pathOf, call, engine } = await start();
  await publish(1, 2);
  await at('2026-11-26T22:00:30Z');
  const headings = { ja: '定期便からのお知らせ', en: 'A note from the rhythm' };
  for (const [language, heading] of Object.entries(headings)) {
    const headers = { accept: 'text/html', 'accept-language': language };
    const { text } = await call('GET', await pathOf(), { key: null, headers });
    expect(text).toContain(heading);
    expect(text).not.toMatch(/testより|test writes/);
  }
  const [mail] = await engine.messages();
  expect(mail?.text).toContain('定期便「平日の朝」が作りました');
  expect(mail?.text).not.toMatch(/test/);
});

test('what other proposals for its list hold is not called nothing new', async () => {
  const { publish, at, runs, call, site } = await start();
  await publish(1);
  const body = { sources: [site.put(1)], language: 'ja', list: 'digest' };
  const { json } = await call('POST', '/api/proposals', { body });
  await at('2026-11-26T22:01:00Z');
  expect(await runs()).toMatchObject([{ state: 'nothing', why: { code: 'all_held' } }]);
  await call('DELETE', `/api/proposals/${json.id}`);
  await at('2026-11-29T22:01:00Z');
  expect((await runs())[0]).toMatchObject({ state: 'waiting' });
});

test('a rhythm whose approver is no editor any more rests until somebody is named', async () => {
  const { call, id } = await start({ approver: 'gone@example.com' });
  const invited = { address: 'gone@example.com', name: 'Gone', role: 'writer' };
  const editor = (await call('POST', '/api/editors', { body: invited })).json;
  expect((await call('DELETE', `/api/editors/${editor.id}`)).status).toBe(204);
  const path = `/api/rhythms/${id}`;
  expect((await call('GET', path)).json).toMatchObject({ approver: '', isPaused: true });
  const resumed = await call('PATCH', path, { body: { isPaused: false } });
  expect(resumed).toMatchObject({ status: 422, json: { errors: [{ path: 'approver' }] } });
  const body = { isPaused: false, approver: 'aiko@example.com' };
  expect((await call('PATCH', path, { body })).json).toMatchObject({ isPaused: false });
});

test('with nothing new, or too little, nothing is made and nobody is asked; what is left comes next', async () => {
  const { publish, at, runs, engine, answer } = await start({ minimum: 2 });
  await at('2026-11-26T22:01:00Z');
  expect(await runs()).toMatchObject([{ state: 'nothing', why: { code: 'none_found' } }]);
  await publish(1);
  await at('2026-11-29T22:01:00Z');
  expect(await runs()).toMatchObject([
    { state: 'nothing', why: { code: 'few_found', message: expect.stringContaining('1 new') } },
    { state: 'nothing' },
  ]);
  expect(await engine.messages()).toEqual([]);
  await publish(2);
  await at('2026-11-30T22:01:00Z');
  expect((await runs())[0]).toMatchObject({ state: 'waiting' });
  await answer('no');
  await at('2026-12-01T21:00:00Z');
  expect((await runs())[0]).toMatchObject({ state: 'waiting' });
  await at('2026-12-01T22:02:00Z');
  const [next, last] = await runs();
  expect(last).toMatchObject({ state: 'declined', why: { code: 'said_no' } });
  expect(next).toMatchObject({ state: 'waiting' });
});

test('nobody answers: a reminder, then the time is over, and a yes after that sends nothing', async () => {
  const { publish, at, runs, engine, answer, sends } = await start();
  await publish(1);
  await at('2026-11-26T22:01:00Z');
  await at('2026-11-27T00:30:00Z');
  await at('2026-11-27T00:40:00Z');
  const mails = await engine.messages();
  expect(mails).toHaveLength(2);
  expect(mails.map(({ text }) => text).join()).toContain('まだお答えをいただいていません');
  await at('2026-11-27T22:02:00Z');
  expect(await runs()).toMatchObject([{ state: 'stale', why: { code: 'no_answer' } }]);
  const late = await answer('yes');
  expect(late.text).toContain('nothing is sent by it');
  await at('2026-11-27T22:03:00Z');
  expect(await sends()).toEqual([]);
  await at('2026-11-29T22:01:00Z');
  expect((await runs())[0]).toMatchObject({ state: 'waiting' });
});

test('made before the hour, a yes waits for the hour; a changed digest is asked about again', async () => {
  const { publish, at, runs, answer, approvals, sends, call } = await start({ leadMinutes: 120 });
  await publish(1, 2);
  await at('2026-11-26T20:01:00Z');
  const [run] = await runs();
  expect(run).toMatchObject({ state: 'waiting', dueAt: '2026-11-26T22:00:00.000Z' });
  const { json, headers } = await call('GET', `/api/digests/${run.digestId}`);
  const [first] = json.content.sections;
  const put = await call('PUT', `/api/digests/${run.digestId}`, {
    body: { ...json.content, sections: [first] },
    headers: { 'if-match': String(headers.get('etag')) },
  });
  expect(put.status).toBe(200);
  expect((await answer('yes')).text).not.toContain('ありがとうございました');
  await at('2026-11-26T20:05:00Z');
  expect(await approvals()).toHaveLength(1);
  await at('2026-11-26T20:16:00Z');
  expect(await approvals()).toMatchObject([{ revision: 1 }, { revision: 2 }]);
  await answer('yes', 1);
  expect(await sends()).toMatchObject([
    { status: 'scheduled', scheduledAt: '2026-11-26T22:00:00.000Z', revision: 2 },
  ]);
  expect(await runs()).toMatchObject([{ state: 'sending' }]);
});

test('a yes that cannot be sent says why on its line, and is sent once it can', async () => {
  const { publish, at, runs, answer, sends, db } = await start();
  await publish(1);
  await at('2026-11-26T22:01:00Z');
  const rights = (scopes: string[]) =>
    db.execute(sql`update api_keys set scopes = ${`{${scopes.join(',')}}`}::text[]`);
  await rights(['read', 'write']);
  await answer('yes');
  await at('2026-11-26T22:03:00Z');
  await rights(['read', 'write', 'send', 'admin']);
  expect(await runs()).toMatchObject([
    {
      state: 'waiting',
      why: { code: 'not_sent', message: expect.stringContaining('may not send') },
    },
  ]);
  await at('2026-11-26T22:04:00Z');
  expect(await sends()).toHaveLength(1);
});

test('a run stays with the list that its question named, whatever list its rhythm is for by then', async () => {
  const { publish, at, runs, answer, sends, call, id } = await start();
  await publish(1, 2);
  await at('2026-11-26T22:00:30Z');
  await call('POST', '/api/lists', { body: { slug: 'other', name: 'Other' } });
  expect((await call('PATCH', `/api/rhythms/${id}`, { body: { list: 'other' } })).status).toBe(200);
  await answer('yes');
  await at('2026-11-26T22:05:00Z');
  expect(await runs()).toMatchObject([{ state: 'sent' }]);
  expect(await sends()).toMatchObject([{ lists: ['digest'], counts: { accepted: 3 } }]);
});

test('a rhythm that goes while its send waits frees nothing of what that will send', async () => {
  const { publish, at, answer, call, id, db } = await start({ leadMinutes: 60 });
  await publish(1, 2);
  await at('2026-11-26T21:10:00Z');
  await answer('yes');
  expect((await call('DELETE', `/api/rhythms/${id}`)).status).toBe(204);
  expect(await db.execute(sql`select from held_addresses where is_held`)).not.toHaveLength(0);
});

test('a run that cannot go on keeps nobody from the next hour', async () => {
  const { publish, at, engine, id, db } = await start();
  await publish(1);
  await at('2026-11-26T22:00:30Z');
  await db.execute(sql`update rhythm_runs set why = '{"code": "of another version"}'`);
  await publish(2);
  engine.deps.clock = () => new Date('2026-11-29T22:00:30Z');
  await expect(workRhythm(engine.deps, id)).rejects.toThrow();
  expect(await db.execute(sql`select from rhythm_runs`)).toHaveLength(2);
});

test('what is paused is not due, a run by hand is, and a rhythm that goes frees what it held', async () => {
  const { publish, at, runs, call, id, db, engine, look } = await start();
  await publish(1);
  await call('PATCH', `/api/rhythms/${id}`, { body: { isPaused: true } });
  await at('2026-11-26T22:01:00Z');
  expect(await runs()).toEqual([]);
  const started = await call('POST', `/api/rhythms/${id}/run`, {
    headers: { 'idempotency-key': 'once' },
  });
  expect(started).toMatchObject({ status: 202, json: { byHand: true, state: 'making' } });
  await call('POST', `/api/rhythms/${id}/run`, { headers: { 'idempotency-key': 'once' } });
  await engine.drain();
  await look();
  expect(await runs()).toMatchObject([{ byHand: true, state: 'waiting' }]);
  expect((await call('DELETE', `/api/rhythms/${id}`)).status).toBe(204);
  const held = await db.execute(sql`select from held_addresses where is_held`);
  expect(held).toHaveLength(0);
});

test('what robots.txt forbids is not read by a rule, and what cannot be read three times is left alone', async () => {
  const { publish, at, runs, site } = await start();
  await publish(1);
  site.replace(1, { status: 402, body: '' });
  for (const day of ['26', '29', '30']) await at(`2026-11-${day}T22:01:00Z`);
  await at('2026-12-01T22:01:00Z');
  const states = (await runs()).map(({ state, why }: { state: string; why: { code: string } }) => [
    state,
    why.code,
  ]);
  expect(states).toEqual([
    ['nothing', 'none_found'],
    ['failed', 'not_read'],
    ['failed', 'not_read'],
    ['failed', 'not_read'],
  ]);
});

test('a rhythm that makes no sense is refused, each thing at its place', async () => {
  const { call, rhythm } = await start();
  const body = { ...rhythm, when: rhythm.when };
  const input = {
    name: body.name,
    list: 'digest',
    when: body.when,
    language: 'ja',
    approver: 'aiko@example.com',
  };
  const refusedAt = async (more: object) => {
    const refused = await call('POST', '/api/rhythms', { body: { ...input, ...more } });
    expect(refused.status).toBe(422);
    return refused.json.errors.map(({ path }: { path: string }) => path);
  };
  expect(await refusedAt({})).toEqual(['feeds']);
  expect(await refusedAt({ inbox: true, minimum: 6 })).toEqual(['minimum']);
  expect(await refusedAt({ feeds: ['00000000-0000-4000-8000-000000000000'] })).toEqual(['feeds.0']);
  expect(await refusedAt({ inbox: true, list: 'nowhere' })).toEqual(['list']);
  expect(await refusedAt({ inbox: true, when: { pattern: '* * * * *' } })).toEqual([
    'when.pattern',
  ]);
});
