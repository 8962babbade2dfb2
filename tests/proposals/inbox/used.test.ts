// What becomes of an article in the inbox once a digest has told it.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { foldLedger } from '../../../src/proposals/stories/ledger.ts';
import { setupWithEngine } from '../../support/app.ts';

const told = 'https://news.example.com/harbour';
const untold = 'https://news.example.com/lighthouse';
const text = [
  '見本港の桟橋は今年で五十年を迎え、町は来月から半年をかけて板を張り替える。',
  '工事のあいだも船は着けるが、見学の客は岸から眺めることになる。',
].join('\n');

test('what a digest has told leaves those that wait and says which; put in once more, it waits again', async () => {
  const { call, engine, db } = await setupWithEngine();
  for (const url of [told, untold]) await call('POST', '/api/inbox', { body: { url } });
  await db.execute(sql`update inbox_items set found_at = now() - interval '1 day'`);
  const read = async (state: string) =>
    (await call('GET', `/api/inbox?state=${state}`)).json.data as { url: string; usedIn: object }[];
  const sources = [{ url: `${told}?utm_source=feed`, title: '桟橋', text }];
  const { id } = (await call('POST', '/api/proposals', { body: { language: 'ja', sources } })).json;
  await engine.drain();
  const digest = (await call('POST', `/api/proposals/${id}/digest`)).json;
  expect(await read('waiting')).toMatchObject([
    { url: untold, usedIn: null },
    { url: told, usedIn: null },
  ]);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, listed, mailed_at, started_at, finished_at)
    select ${crypto.randomUUID()}, ${digest.id}, 1, array[id], 'sent', true, now(), now(), now()
    from lists where slug = 'digest'`);
  await foldLedger(db);
  expect(await read('waiting')).toMatchObject([{ url: untold }]);
  expect(await read('used')).toMatchObject([{ url: told, usedIn: { digestId: digest.id } }]);

  const again = await call('POST', '/api/inbox', { body: { url: told } });
  expect(again.json).toMatchObject({ usedIn: { digestId: digest.id } });
  expect(await read('used')).toEqual([]);
  expect(await read('waiting')).toMatchObject([{ url: untold }, { url: told }]);
  await call('DELETE', `/api/inbox/${again.json.id}`);
  expect(await read('dismissed')).toMatchObject([{ url: told }]);
});
