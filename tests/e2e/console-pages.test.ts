import { gzipSync } from 'node:zlib';
import type {
  BrowserContext,
  BrowserContextOptions,
  Page,
  Request,
  Response,
} from 'playwright-core';
import { expect, test } from 'vitest';
import { noteRefused, noteTaken } from '../../src/proposals/inbox/door-queries.ts';
import { longText } from '../proposals/articles/plain-article.ts';
import { setupWithEngine, type TestApp } from '../support/app.ts';
import { form, type SignedIn, signedIn } from '../support/console.ts';
import { pages } from '../support/console-doors.ts';
import { openHouse } from '../support/console-house.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { findFaults, openSite, type Site } from './browser.ts';

/** Milliseconds for every page, in both themes and languages. */
const manyPages = 600_000;

const views = [
  { locale: 'ja-JP', width: 1280 },
  { locale: 'en-GB', width: 375 },
];

/** What can differ between two themes, or between a page and its translation. */
const ofLooks = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'html-has-lang',
  'valid-lang',
];

test(
  'every page is without a fault in both themes and languages, quiet, small, no wider than a phone, and nothing jumps',
  async () => {
    const { app, pathOf } = await openHouse();
    const owner = await signedIn(app);
    const { cookie } = owner;
    await receiveMail(app, owner);
    const withArticles = await writeFromArticles(app);
    const site = await openSite(app);
    // Beside each other: a page waits for itself more than it works.
    await Promise.all(
      views.map(async ({ locale, width }) => {
        const quiet = await openQuiet(site, [cookie(site.url)], {
          locale,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
        });
        const found: Record<string, unknown> = {};
        for (const path of pages) {
          // Whoever is signed in is led on from there.
          if (path.startsWith('/console/sign-in')) continue;
          found[path] = await examine(quiet, pathOf(path));
        }
        found.withArticles = await examine(quiet, withArticles);
        await quiet.page.context().clearCookies();
        for (const path of pages.filter((one) => one.startsWith('/console/sign-in'))) {
          found[path] = await examine(quiet, pathOf(path));
        }
        const due = Object.fromEntries(Object.keys(found).map((path) => [path, flawless]));
        expect(found).toEqual(due);
        await quiet.page.context().close();
      }),
    );
  },
  manyPages,
);

/** The inbox's page shows an editor's address, a mail that came there and one that did not. */
async function receiveMail({ db }: TestApp, { call, editor }: SignedIn) {
  await call('POST', '/console/inbox', form({ do: 'door' }));
  await noteTaken(db, editor.id);
  await noteRefused(db, editor.id, 'stranger');
}

/** The editor of a digest that was made of an article. */
async function writeFromArticles({ call, engine }: Awaited<ReturnType<typeof setupWithEngine>>) {
  const source = { url: 'https://news.example.com/town', title: '直す町', text: longText };
  const body = { language: 'ja', sources: [source] };
  const { id } = (await call('POST', '/api/proposals', { body })).json;
  await engine.drain();
  const made = await call('POST', `/api/proposals/${id}/digest`);
  return `/console/digests/${made.json.id}`;
}

const flawless = { faults: [], shift: 0, excess: 0, weight: 'small', said: [] };

/** Light first, then dark, by one load of the page. */
async function examine({ page, errors, loaded, go }: Quiet, path: string) {
  // What the page before still asks for is no part of this one.
  await page.goto('about:blank');
  errors.length = 0;
  loaded.length = 0;
  await page.emulateMedia({ colorScheme: 'light' });
  await go(path);
  const measured = await measure(page, loaded);
  const light = await findFaults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findFaults(page, ofLooks);
  return { faults: [...light, ...dark], ...measured, said: [...errors] };
}

type Quiet = Awaited<ReturnType<typeof openQuiet>>;

test(
  'by keyboard alone a digest is begun from Today, and a list is renamed',
  async () => {
    const { app, open } = await openFilled();
    const { page, go } = await open({ locale: 'en-GB' });
    await go('/console');
    // The first stop leads past the navigation.
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('New digest');
    await Promise.all([page.waitForURL('**/digests/new'), page.keyboard.press('Enter')]);
    await go('/console/lists/digest');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Harbour');
    await Promise.all([page.waitForURL('**?done=basics*'), page.keyboard.press('Enter')]);
    expect(await page.locator('h1').textContent()).toBe('Harbour');
    expect((await app.call('GET', '/api/lists/digest')).json.name).toBe('Harbour');
  },
  manyPages,
);

test(
  'the mail beside the fields follows the look as it is typed, with and without a script',
  async () => {
    const { open } = await openFilled();
    for (const javaScriptEnabled of [true, false]) {
      const { page, go } = await open({ locale: 'en-GB', javaScriptEnabled });
      await go('/console/lists/digest');
      await page.getByLabel('Name at the top').fill('The Harbour Letter');
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Preview' }).click();
      const frame = page.frameLocator('#brand-preview');
      await frame.getByText('The Harbour Letter').first().waitFor();
      await page.context().close();
    }
  },
  manyPages,
);

async function openFilled() {
  const app = await setupWithEngine();
  const { cookie } = await signedIn(app);
  await confirmReaders(app.engine, 5);
  const write = async (headline: string) =>
    (await app.call('POST', '/api/digests', { body: { ...plainDigest, headline } })).json.id;
  const body = { digestId: await write('夜の図書館に灯がともる'), revision: 1, lists: ['digest'] };
  await app.call('POST', '/api/sends', { body });
  await app.engine.drain();
  await write('海を渡る薬：島の診療所の秋');
  const site = await openSite(app);
  const open = (options: BrowserContextOptions) => openQuiet(site, [cookie(site.url)], options);
  return { app, open };
}

/** A page whose every word on the browser's console is kept. */
async function openQuiet(
  site: Site,
  cookies: Parameters<BrowserContext['addCookies']>[0],
  options: BrowserContextOptions,
) {
  const page = await site.open('/mark.svg', options);
  await page.context().addCookies(cookies);
  const errors: string[] = [];
  const loaded: Response[] = [];
  page.on('console', (message) => {
    // A picture of the mail is of another site, and is not fetched here; a page may say itself that it is none.
    const isExpected = /ERR_FAILED/.test(message.text()) || message.location().url === page.url();
    if (!isExpected) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    // A stream that the page has closed has nothing to weigh.
    const isStream = response.request().resourceType() === 'eventsource';
    if (response.frame() === page.mainFrame() && !isStream) loaded.push(response);
  });
  const isQuiet = listenForQuiet(page);
  const go = async (path: string) => {
    const answer = await page.goto(site.url + path);
    await expect.poll(isQuiet).toBe(true);
    return answer;
  };
  return { page, errors, loaded, go };
}

/**
 * Whether the page itself has asked for nothing for half a second. Playwright's `networkidle` waits for its
 * frames, too: for the pictures of a mail that was replaced by a newer look it once waited for ever.
 */
function listenForQuiet(page: Page): () => boolean {
  const pending = new Set<Request>();
  let since = Date.now();
  const change = (request: Request, isBegun: boolean) => {
    const isStream = request.resourceType() === 'eventsource';
    if (isStream || (isBegun && request.frame() !== page.mainFrame())) return;
    pending[isBegun ? 'add' : 'delete'](request);
    since = Date.now();
  };
  page.on('request', (request) => change(request, true));
  page.on('requestfinished', (request) => change(request, false));
  page.on('requestfailed', (request) => change(request, false));
  return () => pending.size === 0 && Date.now() - since >= 500;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

/**
 * `small`: with everything that the page itself loads at most 100 KB as it travels; unpacked 120 KB, or
 * 220 KB with the editor's script.
 */
async function measure(page: Page, loaded: readonly Response[]) {
  const bodies = await Promise.all(loaded.map((response) => response.body()));
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  const bytes = sum(bodies.map(({ length }) => length));
  const packed = sum(bodies.map((body) => gzipSync(body).length));
  const facts = await page.evaluate(async () => {
    const shift = await new Promise<number>((resolve) => {
      let total = 0;
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) total += Number(Reflect.get(entry, 'value'));
      });
      observer.observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
    });
    return { shift, excess: Math.max(0, document.documentElement.scrollWidth - innerWidth) };
  });
  const isEditor = loaded.some((response) => response.url().includes('/console/editor.js'));
  const isSmall = packed <= 100_000 && bytes <= (isEditor ? 220_000 : 120_000);
  return {
    ...facts,
    weight: isSmall && bytes > 1000 ? 'small' : `${bytes} bytes, ${packed} packed`,
  };
}
