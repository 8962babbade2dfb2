import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { findFaults, openSite } from './browser.ts';

const inDevelopment = { ENVIRONMENT: 'development' };

test('the parts stand without a fault in both themes, on a phone and on a desk', async () => {
  const site = await openSite(await setup(inDevelopment));
  for (const [colorScheme, locale, width] of [
    ['light', 'ja-JP', 1280],
    ['dark', 'en-GB', 375],
  ] as const) {
    const viewport = { width, height: 800 };
    const page = await site.open('/console/parts', { colorScheme, locale, viewport });
    expect(await findFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  }
});

test('the parts are shown in development alone', async () => {
  const app = await setup({ ENVIRONMENT: 'production', RESEND_BASE_URL: '' });
  expect((await app.call('GET', '/console/parts', { key: null })).status).toBe(404);
});
