// A source that failed is given again, and nothing of the others is lost.

import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { article } from '../articles/plain-article.ts';
import { servePages } from '../pages.ts';

const other = [
  '白波港では今週、新しい渡し船が試運転を終えた。船は電池で動き、片道二十分の航路を一日に八往復する予定だ。',
  '港の管理者は、騒音が従来の船の半分になったと説明している。乗組員の三人は、操船が軽くなったと話した。',
  '充電には岸壁の設備を使い、一度に四十分かかる。港は来年、二隻目を加える計画を立てている。',
];

async function start() {
  const site = await servePages({
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
    '/wall': { status: 402, body: '' },
    '/ferry': article('電池で動く渡し船', 'https://news.example.com/ferry', other),
  });
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const sources = ['/wall', '/library'].map((path) => site.origin + path);
  const { json } = await app.call('POST', '/api/proposals', { body: { language: 'ja', sources } });
  await app.engine.drain();
  const place = `/api/proposals/${json.id}`;
  const mend = (n: number, source: unknown) =>
    app.call('POST', `${place}/sources/${n}/mend`, { body: { source } });
  return { ...app, site, place, mend };
}

test('a wall is mended with its text: its section comes to its place, the other stays as it was', async () => {
  const { call, engine, place, mend } = await start();
  const before = (await call('POST', `${place}/sections/0/redo`, { body: {} })).json.sections[0];
  const mended = await mend(0, {
    url: 'https://news.example.com/ferry',
    title: '電池で動く渡し船',
    text: other.join('\n'),
  });
  expect(mended).toMatchObject({
    status: 202,
    json: { status: 'reading', sources: [{ state: 'waiting', why: null }, { state: 'read' }] },
  });
  await engine.drain();
  const { json } = await call('GET', place);
  expect(json).toMatchObject({
    status: 'ready',
    sources: [{ state: 'read' }, { state: 'read' }],
    sections: [{ source: 0, heading: '電池で動く渡し船' }, { source: 1 }],
  });
  expect(json.sections[1]).toEqual(before);
});

test('by another address it is read; one that repeats what stands there is named beside it', async () => {
  const { call, engine, site, place, mend } = await start();
  await mend(0, `${site.origin}/library`);
  await engine.drain();
  const { json } = await call('GET', place);
  expect(json).toMatchObject({
    status: 'ready',
    sources: [{ state: 'copy', copyOf: 1 }, { state: 'read' }],
    sections: [{ source: 1, also: ['https://news.example.com/library'] }],
  });
});

test('what does not need it, is not there, or has its digest already is not mended', async () => {
  const { call, place, site, mend } = await start();
  const again = `${site.origin}/ferry`;
  expect((await mend(1, again)).status).toBe(409);
  expect((await mend(7, again)).status).toBe(404);
  expect((await mend(0, 'ferry')).status).toBe(422);
  await call('POST', `${place}/digest`);
  expect((await mend(0, again)).status).toBe(409);
});

test('one that fails again says so, and the proposal stays ready', async () => {
  const { call, engine, site, place, mend } = await start();
  await mend(0, `${site.origin}/gone`);
  await engine.drain();
  expect((await call('GET', place)).json).toMatchObject({
    status: 'ready',
    sources: [{ state: 'failed', why: { code: 'status' } }, { state: 'read' }],
  });
});
