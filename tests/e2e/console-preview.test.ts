// The mail beside the editor's fields, as a slow line brings it.

import { expect, test } from 'vitest';
import { japanese } from '../digest/pages.ts';
import { setup } from '../support/app.ts';
import { beginDigest, openDesk } from './editor-desk.ts';

test('a mail that comes late to its frame is shown as it was typed meanwhile, in its styles', async () => {
  const app = await setup({ ENVIRONMENT: 'development' });
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open('/console');
  let come = () => {};
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route('**/mail', async (route) => {
    await comes;
    await route.continue();
  });
  await page.goto(new URL(path, page.url()).href, { waitUntil: 'commit' });
  await page.fill('#lead', '待つあいだに書いた');
  await page.locator('[data-inbox]', { hasText: '待つあいだに書いた' }).first().waitFor();
  come();
  await page.frameLocator('[data-mail]').getByText('待つあいだに書いた', { exact: true }).waitFor();
  expect(desk.said).toEqual([]);
}, 60_000);
