import { expect, test } from 'vitest';
import { visit } from '../http/public/visitor.ts';
import { findFaults, openSite } from './browser.ts';

test('the page of the API opens the operation that a link names, and axe finds nothing', {
  timeout: 180_000,
}, async () => {
  const site = await openSite(await visit());
  for (const width of [375, 1280]) {
    const page = await site.open('/docs#postSends', { viewport: { width, height: 812 } });
    const open = await page.evaluate(() =>
      [...document.querySelectorAll('details.operation[open] > div')].map(({ id }) => id),
    );
    expect([width, open]).toEqual([width, ['postSends']]);
    expect([width, await findFaults(page)]).toEqual([width, []]);
    await page.context().close();
  }
});
