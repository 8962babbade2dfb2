import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { ProposalView } from '../../src/proposals/commands/schema.ts';
import { asSite } from '../proposals/articles/saved-pages.ts';
import { servePages } from '../proposals/pages.ts';
import { byName } from './tcp-proxy.ts';
import { waitUntil } from './wait.ts';
import { startWorld } from './world.ts';

const five = ['harbour-library', 'terraced-tea', 'three-dates', 'clock-interview', 'museum-bell'];

test('a proposal whose worker is killed while it reads and while it writes ends all the same, once', async () => {
  const pages = asSite();
  let isSilent = true;
  const [silent] = five;
  const page = pages[`/${silent}`];
  const site = await servePages({
    ...pages,
    [`/${silent}`]: (response) => {
      if (isSilent || page === undefined || typeof page !== 'object') return;
      response.writeHead(200, page.headers);
      response.end(page.body);
    },
  });
  const world = await startWorld({ readers: 0, variables: { ALLOW_SOURCES: site.origin } });
  const body = {
    language: 'ja',
    list: 'digest',
    sources: five.map((name) => `${site.origin}/${name}`),
  };
  const restart = async () => {
    await world.worker.kill();
    await world.restartWorker();
    // What it held and what rang for it died with it: the sweep misses it after half a minute.
    await world.passTime(60);
  };
  const { id } = await world.call<ProposalView>('POST', '/api/proposals', body);
  await waitUntil('the first pages', () => site.asked.includes(`/${silent}`));
  isSilent = false;
  await restart();

  const writing = world.proxy.spring({ on: byName('lowerSections'), does: 'hold' });
  await world.tick();
  await writing;
  await restart();
  await world.tick();
  const proposal = await waitUntil('the end', async () => {
    const read = await world.call<ProposalView>('GET', `/api/proposals/${id}`);
    return read.status === 'ready' && read;
  });
  expect(proposal.sections.map(({ source }) => source)).toEqual([0, 1, 2, 3, 4]);
  expect(proposal.grounded.grounded).toBe(proposal.grounded.points);
  expect(await world.db.execute(sql`select from articles`)).toHaveLength(five.length);
  expect(await world.db.execute(sql`select from held_addresses where not is_held`)).toHaveLength(0);
});
