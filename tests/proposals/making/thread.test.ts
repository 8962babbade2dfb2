// From addresses to a digest, through the API and the queue, against pages served on this machine.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { article, paragraphs } from '../articles/plain-article.ts';
import { servePages } from '../pages.ts';

test('addresses become a proposal, a section made again, and a digest that passes the checks', async () => {
  const site = await servePages({
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
    '/copy': article('図書館、夜も', 'https://other.example.com/library'),
    '/wall': { status: 402, body: '' },
  });
  const { call, engine } = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const urls = ['/library', '/wall', '/copy', '/gone'].map((path) => site.origin + path);
  const started = await call('POST', '/api/proposals', {
    body: { language: 'ja', list: 'digest', sources: urls },
  });
  expect(started).toMatchObject({ status: 202, json: { status: 'reading', list: 'digest' } });
  const place = `/api/proposals/${started.json.id}`;
  await engine.drain();
  const { json: proposal } = await call('GET', place);
  expect(proposal).toMatchObject({
    status: 'ready',
    headline: '夜に開く図書館',
    sources: [
      { state: 'read', article: { publisher: '汐見新聞', publishedOn: null, language: 'ja' } },
      { state: 'thin', why: { code: 'wall' } },
      { state: 'copy', copyOf: 0 },
      { state: 'failed', why: { code: 'status' } },
    ],
    sections: [{ source: 0, also: ['https://other.example.com/library'] }],
    toReview: ['headline', 'sections.0.hook', 'conclusion'],
  });
  const [section] = proposal.sections;
  const { url, text } = { url: 'https://news.example.com/library', text: paragraphs.join('\n') };
  for (const { grounded, evidence } of section.points) {
    expect(grounded).toBe(true);
    expect(text.slice(evidence.start, evidence.end)).toBe(evidence.text);
  }
  const redone = await call('POST', `${place}/sections/0/redo`, { body: {} });
  const pointsOf = (json: typeof proposal) =>
    json.sections[0].points.map((point: { text: string }) => point.text);
  expect(pointsOf(redone.json).some((one: string) => !pointsOf(proposal).includes(one))).toBe(true);

  const made = await call('POST', `${place}/digest`);
  expect(made).toMatchObject({
    status: 201,
    json: { content: { language: 'ja', sections: [{ source: { url } }] } },
  });
  expect((await call('POST', `${place}/digest`)).json.id).toBe(made.json.id);
  const checks = await call('GET', `/api/digests/${made.json.id}/checks`);
  expect(checks.json.errors).toEqual([]);
});

test('a text that was pasted needs no network, and an edited point stays when its section is made again', async () => {
  const { call, engine } = await setupWithEngine();
  const source = {
    url: 'https://news.example.com/library',
    title: '夜に開く図書館',
    text: paragraphs.join('\n'),
  };
  const body = { language: 'ja', sources: [source] };
  const { id } = (await call('POST', '/api/proposals', { body })).json;
  expect((await call('POST', `/api/proposals/${id}/digest`)).status).toBe(409);
  await engine.drain();
  const keep = [{ point: 0, text: '図書館は夜も開いている。' }];
  const { status, json } = await call('POST', `/api/proposals/${id}/sections/0/redo`, {
    body: { keep },
  });
  expect(status).toBe(200);
  expect(json.sections[0].points).toContainEqual(
    expect.objectContaining({ text: '図書館は夜も開いている。', how: 'edited' }),
  );
  const nowhere = await call('POST', `/api/proposals/${id}/sections/7/redo`, { body: {} });
  expect(nowhere.status).toBe(404);
});

test('when nothing can be read the proposal fails, and says why for each address', async () => {
  const { call, engine } = await setupWithEngine();
  const sources = ['https://10.0.0.1/', 'http://printer.local/status'];
  const { id } = (await call('POST', '/api/proposals', { body: { language: 'en', sources } })).json;
  await engine.drain();
  const { json } = await call('GET', `/api/proposals/${id}`);
  expect(json.status).toBe('failed');
  for (const source of json.sources) {
    expect(source).toMatchObject({ state: 'failed', why: { code: 'not_public' } });
    expect(source.why.message).toContain('give its text instead');
  }
  expect((await call('POST', `/api/proposals/${id}/digest`)).status).toBe(409);
});

test('an article that the list has had is told with its day and digest, and another that holds it, too', async () => {
  const { call, engine, db } = await setupWithEngine();
  const [library, bath] = ['library', 'bath'].map((name) => ({
    url: `https://news.example.com/${name}`,
    title: '夜に開く図書館',
    text: (name === 'bath' ? paragraphs.slice(2) : paragraphs.slice(0, 2)).join('\n'),
  }));
  const make = async (...sources: unknown[]) => {
    const body = { language: 'ja', list: 'digest', sources };
    const { id } = (await call('POST', '/api/proposals', { body })).json;
    await engine.drain();
    return (await call('GET', `/api/proposals/${id}`)).json;
  };
  const first = await make(library);
  const digest = (await call('POST', `/api/proposals/${first.id}/digest`)).json;
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, started_at, finished_at)
    select ${crypto.randomUUID()}, ${digest.id}, 1, array[id], 'sent', '2026-10-28 03:00Z', now() from lists`);
  const held = await make(bath);
  await engine.tick();
  const second = await make({ ...library, url: `${library?.url}?utm_source=feed` }, bath);
  expect(held.sources[0].warnings).toEqual([]);
  expect(second.sources.map(({ warnings }: typeof held) => warnings)).toEqual([
    [{ code: 'told_before', message: expect.stringContaining('2026-10-28, 夜に開く図書館') }],
    [expect.objectContaining({ code: 'held_elsewhere' })],
  ]);
  expect((await call('DELETE', `/api/proposals/${first.id}`)).status).toBe(409);
  expect((await call('DELETE', `/api/proposals/${held.id}`)).status).toBe(204);
  expect((await make(bath)).sources[0].warnings).toHaveLength(1);
  expect((await call('DELETE', `/api/proposals/${held.id}`)).status).toBe(404);
});

test('the events of a proposal tell its changes and end with it', async () => {
  const { app, bindings, key, call, engine } = await setupWithEngine();
  const source = {
    url: 'https://news.example.com/library',
    title: '夜に開く図書館',
    text: paragraphs.join('\n'),
  };
  const body = { language: 'ja', sources: [source] };
  const { id } = (await call('POST', '/api/proposals', { body })).json;
  const headers = { authorization: `Bearer ${key}` };
  const url = `https://digest.example.com/api/proposals/${id}/events`;
  const response = await app.fetch(new Request(url, { headers }), bindings);
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    chunks.push(decoder.decode(chunk));
    if (chunks.length === 2) await engine.drain();
  }
  expect(chunks[1]).toMatch(/^data: .*"status":"reading"/);
  expect(chunks.at(-1)).toMatch(/^id: final\ndata: .*"status":"ready"/);
  const last = { headers: { 'last-event-id': 'final' } };
  expect((await call('GET', `/api/proposals/${id}/events`, last)).status).toBe(204);
});
