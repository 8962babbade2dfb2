// Lists that come page by page: of proposals, and of what else begins within one moment.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../src/base/ids.ts';
import { inboxItems } from '../../../src/db/schema/feeds.ts';
import { proposalSources, proposals } from '../../../src/db/schema/proposals.ts';
import { setup, setupWithEngine, type TestApp } from '../../support/app.ts';
import { longText } from '../articles/plain-article.ts';

const source = { url: 'https://news.example.com/town', title: '直す町', text: longText };
const idsOf = (answer: { json: { data: { id: string }[] } }) =>
  answer.json.data.map(({ id }) => id);

test('proposals are listed, the newest first, each with how far it has come', async () => {
  const { call, engine } = await setupWithEngine();
  const start = async (body: object) =>
    (await call('POST', '/api/proposals', { body: { language: 'ja', ...body } })).json.id;
  const ready = await start({ sources: [source], list: 'digest' });
  const failed = await start({ sources: ['https://127.0.0.1/private'] });
  await engine.drain();
  const digest = (await call('POST', `/api/proposals/${ready}/digest`)).json.id;
  const waiting = await start({ sources: [source, 'https://127.0.0.1/private'] });
  const { json } = await call('GET', '/api/proposals');
  expect(json).toMatchObject({
    data: [
      { id: waiting, status: 'reading', headline: null, sources: 2, done: 0, finishedAt: null },
      { id: failed, status: 'failed', headline: null, url: 'https://127.0.0.1/private', done: 1 },
      { id: ready, status: 'ready', headline: '直す町', list: 'digest', digestId: digest },
    ],
    nextCursor: null,
  });
  expect(idsOf(await call('GET', '/api/proposals?status=failed'))).toEqual([failed]);
  expect(idsOf(await call('GET', '/api/proposals?list=digest'))).toEqual([ready]);
  expect(idsOf(await call('GET', '/api/proposals?list=digest&status=reading'))).toEqual([]);
});

test('who may read lists them; a list and a state that do not exist are refused by name', async () => {
  const { call, keyWith } = await setup();
  const as = async (...scopes: Parameters<typeof keyWith>) =>
    (await call('GET', '/api/proposals', { key: await keyWith(...scopes) })).status;
  expect([await as('read'), await as('send')]).toEqual([200, 403]);
  for (const name of ['list', 'status']) {
    const refused = await call('GET', `/api/proposals?${name}=none`);
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: name }] } });
  }
  expect((await call('GET', '/api/proposals?cursor=abc')).status).toBe(422);
});

test('paging through rows of one millisecond loses none and doubles none', async () => {
  const app = await setup();
  const moment = new Date('2026-11-20T07:00:00.123Z');
  const rows = Array.from({ length: 23 }, (_, n) => ({ id: newId<string>(moment), n }));
  const ids = rows.map(({ id }) => id);
  const times = { createdAt: moment, progressedAt: moment };
  await app.db.insert(proposals).values(ids.map((id) => ({ id, language: 'ja', ...times })));
  await app.db
    .insert(proposalSources)
    .values(ids.map((proposalId) => ({ proposalId, n: 0, url: source.url })));
  await app.db.insert(inboxItems).values(
    rows.map(({ id, n }) => ({
      ...{
        id,
        address: `news.example.com/${n}`,
        url: source.url,
        title: '',
        came: 'hand' as const,
      },
      ...{ length: 0, addedBy: id, foundAt: moment },
    })),
  );
  const expected = ids.toSorted().toReversed();
  const property = fc.asyncProperty(
    fc.constantFrom('/api/proposals', '/api/inbox'),
    fc.integer({ min: 1, max: 25 }),
    async (path, limit) => {
      expect(await readPages(app, path, limit)).toEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 12 });
});

async function readPages({ call }: TestApp, path: string, limit: number): Promise<string[]> {
  const read: string[] = [];
  let cursor = '';
  do {
    const answer = await call('GET', `${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    read.push(...idsOf(answer));
    cursor = answer.json.nextCursor ?? '';
  } while (cursor !== '');
  return read;
}
