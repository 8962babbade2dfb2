import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { signedIn } from '../support/console.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { findFaults, openSite } from './browser.ts';

/** Milliseconds for every page, in both themes. */
const manyPages = 180_000;

const paths = [
  '/console',
  '/console/digests',
  '/console/digests/new',
  '/console/sends',
  '/console/lists',
  '/console/lists/new',
  '/console/lists/digest',
  '/console/lists/digest/delete',
  // The sent digest; DRAFT: another, which is being typed and has a fault.
  '/console/digests/SENT',
  '/console/digests/DRAFT',
  '/console/digests/SENT/history',
  '/console/digests/SENT/correct',
  '/console/digests/DRAFT/review',
  '/console/digests/DRAFT/test',
  '/console/restore',
];

test(
  'the pages are without a fault, quiet, small, no wider than a phone, and nothing on them jumps',
  async () => {
    const { open, sent, draft } = await openFilled();
    for (const [colorScheme, locale, width] of [
      ['light', 'ja-JP', 1280],
      ['dark', 'en-GB', 375],
    ] as const) {
      const { page, errors, go } = await open({
        colorScheme,
        locale,
        viewport: { width, height: 800 },
      });
      for (const path of paths) {
        await go(path.replace('SENT', sent).replace('DRAFT', draft));
        expect([path, await findFaults(page)]).toEqual([path, []]);
        expect([path, await measure(page)]).toEqual([path, { shift: 0, excess: 0, isSmall: true }]);
      }
      expect(errors).toEqual([]);
      await page.context().close();
    }
  },
  manyPages,
);

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
  const sent = await write('夜の図書館に灯がともる');
  const body = { digestId: sent, revision: 1, lists: ['digest'] };
  await app.call('POST', '/api/sends', { body });
  await app.engine.drain();
  const again = { ...plainDigest, headline: '夜の図書館に、灯がともる', lead: 'TODO リード' };
  const headers = { 'if-match': '"1"' };
  await app.call('PUT', `/api/digests/${sent}`, { body: again, headers });
  const draft = await write('海を渡る薬：島の診療所の秋 TODO');
  const site = await openSite(app);
  const open = async (options: Parameters<typeof site.open>[1]) => {
    const page = await site.open('/mark.svg', options);
    await page.context().addCookies([cookie(site.url)]);
    const errors: string[] = [];
    // A picture of the mail is of another site, and is not fetched here.
    page.on(
      'console',
      (message) => !/ERR_FAILED/.test(message.text()) && errors.push(message.text()),
    );
    page.on('pageerror', (error) => errors.push(error.message));
    const go = (path: string) => page.goto(site.url + path, { waitUntil: 'networkidle' });
    return { page, errors, go };
  };
  return { app, open, sent, draft };
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

/**
 * `isSmall`: with everything that the page itself loads at most 100 KB as it travels; unpacked 120 KB, and the
 * editor, whose script knows the sentences of checks in Japanese, too, 220.
 */
async function measure(page: Page) {
  const { bytes, packed, ...facts } = await page.evaluate(async () => {
    const entries = performance
      .getEntriesByType('resource')
      .filter((entry) => Reflect.get(entry, 'initiatorType') !== 'iframe');
    // What a script asked for by POST cannot be asked for again: it counts as it is, unpacked.
    const isAsked = ({ name }: PerformanceEntry) => name.includes('/look?');
    const asked = entries
      .filter(isAsked)
      .reduce((sum, entry) => sum + Number(Reflect.get(entry, 'decodedBodySize')), 0);
    const loaded = entries.filter((entry) => !isAsked(entry)).map(({ name }) => name);
    let bytes = asked;
    let packed = asked;
    for (const url of [location.href, ...loaded]) {
      const body = await (await fetch(url)).blob();
      const gzip = body.stream().pipeThrough(new CompressionStream('gzip'));
      bytes += body.size;
      packed += (await new Response(gzip).blob()).size;
    }
    const shift = await new Promise<number>((resolve) => {
      let sum = 0;
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
      });
      observer.observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
    });
    const excess = Math.max(0, document.documentElement.scrollWidth - innerWidth);
    return { bytes, packed, shift, excess };
  });
  const isEditor = (await page.locator('#editor').count()) > 0;
  const most = isEditor ? 220_000 : 120_000;
  return { ...facts, isSmall: bytes > 1000 && bytes <= most && packed <= 100_000 };
}
