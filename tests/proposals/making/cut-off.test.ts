// Whatever ends the work on a proposal, wherever: it is taken up again, and comes out once.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { countWriting, noteProgress } from '../../../src/proposals/making/queries.ts';
import { claimSources } from '../../../src/proposals/making/source-queries.ts';
import { workProposal } from '../../../src/proposals/making/work.ts';
import { proposalDeps } from '../../../src/wiring.ts';
import { setupWithEngine } from '../../support/app.ts';
import { asSite } from '../articles/saved-pages.ts';
import { servePages } from '../pages.ts';

const five = ['harbour-library', 'terraced-tea', 'three-dates', 'clock-interview', 'museum-bell'];

async function start() {
  const site = await servePages(asSite());
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const sources = five.map((name) => `${site.origin}/${name}`);
  const { json } = await app.call('POST', '/api/proposals', { body: { language: 'ja', sources } });
  const read = async () => (await app.call('GET', `/api/proposals/${json.id}`)).json;
  return { ...app, id: String(json.id), read, work: proposalDeps(app.engine.deps) };
}

type Scene = Awaited<ReturnType<typeof start>>;

async function expectWhole({ engine, read }: Scene) {
  await engine.tick();
  await engine.drain();
  const proposal = await read();
  expect(proposal.status).toBe('ready');
  expect(proposal.sections).toHaveLength(five.length);
  expect(proposal.grounded.grounded).toBe(proposal.grounded.points);
  const rows = await engine.database.db.execute(sql`select from articles`);
  expect(rows).toHaveLength(five.length);
}

test('five articles become a digest that passes the checks, every point on its sentence', async () => {
  const scene = await start();
  await scene.engine.drain();
  await expectWhole(scene);
  const made = await scene.call('POST', `/api/proposals/${scene.id}/digest`);
  expect(made.json.content.sections.map((one: { heading: string }) => one.heading)).toHaveLength(5);
  const checks = await scene.call('GET', `/api/digests/${made.json.id}/checks`);
  expect(checks.json.errors).toEqual([]);
});

test('a message that was lost is missed by the tick', async () => {
  const scene = await start();
  scene.queues.jobs.messages.length = 0;
  await scene.engine.passTime('31 seconds');
  await expectWhole(scene);
});

test('what ends whoever writes it, again and again, is given up and says so', async () => {
  const scene = await start();
  const { db } = scene.work;
  await workProposal(scene.work, scene.id);
  for (let n = 0; n < 50; n++) await countWriting(db, scene.id);
  expect((await scene.read()).status).toBe('reading');
  await workProposal(scene.work, scene.id);
  const { status, sources } = await scene.read();
  expect(status).toBe('failed');
  expect(sources.map((one: { why: { code: string } }) => one.why.code)).toEqual(
    five.map(() => 'no_end'),
  );
});

test('who dies while reading, or between reading and writing, is followed by another', async () => {
  const scene = await start();
  const { db } = scene.work;
  expect(await claimSources(db, scene.id, { atOnce: 4, tries: 3 })).toHaveLength(4);
  expect(await workProposal(scene.work, scene.id)).toEqual({ kind: 'more' });
  expect(await workProposal(scene.work, scene.id)).toEqual({ kind: 'done' });
  scene.queues.jobs.messages.length = 0;
  await scene.engine.passTime('31 seconds');
  for (let n = 0; n < 4; n += 1) await workProposal(scene.work, scene.id);
  await noteProgress(db, scene.id, 'writing');
  await scene.engine.passTime('31 seconds');
  await expectWhole(scene);
});

test('several that work on it at once do what one would have done', async () => {
  const scene = await start();
  for (let n = 0; n < 4; n += 1) {
    await Promise.all([1, 2, 3].map(() => workProposal(scene.work, scene.id)));
  }
  await expectWhole(scene);
});

test('a page that ends whoever reads it is given up after three tries, and the others are read', async () => {
  const scene = await start();
  const { db } = scene.work;
  await db.execute(sql`
    update proposal_sources set tries = 3, claimed_at = now() - interval '1 minute' where n = 1`);
  await scene.engine.drain();
  const proposal = await scene.read();
  expect(proposal).toMatchObject({ status: 'ready', sources: { 1: { why: { code: 'no_end' } } } });
  expect(proposal.sections).toHaveLength(4);
});

test('proposals go after half a year, and with the last of them its articles', async () => {
  const scene = await start();
  await scene.engine.drain();
  await scene.engine.passTime('181 days');
  await scene.engine.tick();
  const { db } = scene.work;
  expect(await db.execute(sql`select from proposals`)).toHaveLength(0);
  expect(await db.execute(sql`select from articles`)).toHaveLength(0);
});
