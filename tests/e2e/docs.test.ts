import { expect, test } from 'vitest';
import { visit } from '../http/public/visitor.ts';
import { findFaults, openSite } from './browser.ts';

const waits = { timeout: 180_000 };

test(
  'the page of the API opens the operation that a link names, and axe finds nothing',
  waits,
  async () => {
    const site = await openSite(await visit());
    for (const width of [375, 1280]) {
      const page = await site.open('/docs#postSends', { viewport: { width, height: 812 } });
      const open = await page.evaluate(() =>
        [...document.querySelectorAll('details.operation[open] > div')].map(({ id }) => id),
      );
      expect([width, open]).toEqual([width, ['postSends']]);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll('#postSends details'))
          part.setAttribute('open', '');
      });
      expect([width, await findFaults(page)]).toEqual([width, []]);
      await page.context().close();
    }
  },
);

test('one click takes a whole command, which a keyboard can reach and scroll', waits, async () => {
  const site = await openSite(await visit());
  const page = await site.open('/docs#putDigestsById', { viewport: { width: 375, height: 812 } });
  await page.getByText('Examples', { exact: true }).locator('visible=true').click();
  const command = page.locator('#putDigestsById .request pre').first();
  await command.locator('code').click();
  const copied = await page.evaluate(() => String(getSelection()));
  expect(copied).toMatch(/^curl -X PUT "https:\/\/digest\.example\.com\/api\/digests\/\$ID" \\\n/);
  expect(copied).toContain('-H "If-Match: $ETAG"');
  expect(copied).toMatch(/"headline": "朝五時のパン屋が、町の灯りになる"[\s\S]*\n}\nEND$/);
  await command.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => command.evaluate((pre) => pre.scrollLeft)).toBeGreaterThan(0);
  // The page itself never scrolls sideways.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.context().close();
});
