// Between a page of the console and its server: a script that is late, a request that is lost, connections all taken.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { begin, makeDigest, patience, point } from './article-desk.ts';
import { readCopy } from './editor-desk.ts';

test('whoever types before the script has come is heard: text is saved, and its sentence lit', {
  timeout: patience,
}, async () => {
  const { app, site, page, words } = await begin({ locale: 'ja-JP' });
  const path = await makeDigest(app, `${site.origin}/town`);
  const holdScript = async (name: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route(`**/assets/console/${name}.js`, async (route) => {
      await promise;
      await route.continue();
    });
    return resolve;
  };
  const bringEditor = await holdScript('editor');
  await page.goto(new URL(path, page.url()).href, { waitUntil: 'commit' });
  const area = page.locator(point(1));
  const mistyped = (await area.inputValue()).replace(/\d+日/, '99日');
  await area.fill(mistyped);
  bringEditor();
  await page.locator('.article .lit').waitFor();
  const typed = async () => (await readCopy(app, path)).fields.sections[0].source.points[1];
  await expect.poll(typed).toBe(mistyped);

  const bringSources = await holdScript('sources');
  const beginning = new URL('/console/digests/new/sources', page.url()).href;
  await page.goto(beginning, { waitUntil: 'commit' });
  await page.getByLabel(words.proposal.begin.addresses).fill('https://news.example.com/left');
  bringSources();
  await page.getByText(words.proposal.begin.keeping.kept).waitFor();
});

test('a first look that was lost is asked for again by itself', {
  timeout: patience,
}, async () => {
  const { app, site, page } = await begin({ locale: 'ja-JP' });
  const path = await makeDigest(app, `${site.origin}/town`);
  let asked = 0;
  await page.route('**/working-copy/look?**', (route) =>
    ++asked === 1 ? route.abort() : route.continue(),
  );
  await page.clock.install();
  await page.goto(new URL(path, page.url()).href);
  const isLost = () =>
    page.locator('[data-preview-failed]').evaluate((note) => !note.hasAttribute('hidden'));
  await expect.poll(isLost).toBe(true);
  await page.locator(point(0)).click();
  await page.clock.fastForward(3_000);
  await page.locator('.article .lit').waitFor();
  expect(await isLost()).toBe(false);
});

test('windows that nobody sees hold no connection, and still hear what has become of a proposal', {
  timeout: patience,
}, async () => {
  const { app, site, page, words } = await begin({ locale: 'ja-JP' });
  const body = { language: 'ja', sources: [`${site.origin}/town`] };
  const { id } = (await app.call('POST', '/api/proposals', { body })).json;
  const proposal = new URL(`/console/proposals/${id}`, page.url()).href;
  const tabs: Page[] = [];
  // A browser has six connections for one site.
  for (let n = 0; n < 6; n += 1) {
    const tab = await page.context().newPage();
    await tab.clock.install();
    await tab.goto(proposal);
    await see(tab, false);
    tabs.push(tab);
  }
  await page.goto(proposal);
  await page.getByRole('heading', { name: words.proposal.titles.reading }).waitFor();
  await app.engine.drain();
  await page.locator('.proposed').waitFor();
  const [unseen, seen] = tabs;
  await unseen?.clock.fastForward(30_000);
  await expect.poll(() => unseen?.title()).toBe(await page.title());
  if (seen) await see(seen, true);
  await seen?.locator('.proposed').waitFor();
});

/** As if its window came before all others, or behind them. */
async function see(page: Page, isSeen: boolean) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isSeen);
}
