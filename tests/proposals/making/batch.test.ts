// Several proposals in one batch of messages: an isolate holds the pages of one at a time.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { asSite } from '../articles/saved-pages.ts';
import { type Page, servePages } from '../pages.ts';

const four = ['harbour-library', 'terraced-tea', 'three-dates', 'clock-interview'];

test('proposals of one batch are read one after the other, and all of them are made', async () => {
  const pages: Record<string, Page> = {};
  const site = await servePages(pages);
  const { call, engine, db } = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const held: number[] = [];
  for (const name of four) {
    const page = asSite()[`/${name}`] as { headers: Record<string, string>; body: Uint8Array };
    pages[`/${name}`] = async (response) => {
      const [row] = await db.execute<{ count: number }>(sql`
        select count(*)::int as count from proposal_sources
        where state = 'waiting' and claimed_at is not null`);
      held.push(row?.count ?? 0);
      response.writeHead(200, page.headers).end(page.body);
    };
  }
  const sources = four.map((name) => `${site.origin}/${name}`);
  for (let n = 0; n < 3; n += 1) {
    await call('POST', '/api/proposals', { body: { language: 'ja', sources } });
  }
  await engine.drain();
  expect(held).toHaveLength(12);
  expect(Math.max(...held)).toBe(4);
  const proposals = await db.execute(sql`select status from proposals`);
  expect(Array.from(proposals)).toEqual([1, 2, 3].map(() => ({ status: 'ready' })));
});

test('whoever reads the last page writes, without another message', async () => {
  const site = await servePages(asSite());
  const { call, engine, queues } = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const sources = four.map((name) => `${site.origin}/${name}`);
  const { json } = await call('POST', '/api/proposals', { body: { language: 'ja', sources } });
  const rung: unknown[] = [];
  const { send } = queues.jobs;
  queues.jobs.send = async (body, options) => {
    rung.push(body);
    return send(body, options);
  };
  await engine.drain();
  expect((await call('GET', `/api/proposals/${json.id}`)).json.status).toBe('ready');
  expect(rung).toEqual([]);
});
