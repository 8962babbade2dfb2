// An editor at the editor: a signed-in browser whose console must stay silent.

import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestApp } from '../support/app.ts';
import { type SignedIn, signedIn } from '../support/console.ts';
import { openSite } from './browser.ts';

interface Desk {
  owner: SignedIn;
  /** Opens a page of the console in a profile of its own. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** What the browsers' consoles said, and what broke in their scripts. */
  said: string[];
}

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';

export async function openDesk(app: TestApp): Promise<Desk> {
  const site = await openSite(app);
  const owner = await signedIn(app, 'owner');
  const said: string[] = [];
  return {
    owner,
    said,
    async open(path, options) {
      const page = await site.open('/assets/site.css', options);
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      // Pictures of mails come from elsewhere: here they are all this one.
      await page.route(/^https:/, (route) =>
        route.fulfill({ body: picture, contentType: 'image/svg+xml' }),
      );
      await page.context().addCookies([owner.cookie(site.url)]);
      await page.goto(site.url + path);
      return page;
    },
  };
}

/** Begins a digest and gives where it is typed. */
export async function beginDigest(app: TestApp, body: object = {}): Promise<string> {
  const { json } = await app.call('POST', '/api/working-copies', { body });
  return `/console/digests/${json.id}`;
}

/** What the server has of it. */
export async function readCopy(app: TestApp, path: string) {
  const id = path.split('/').at(-1);
  return (await app.call('GET', `/api/digests/${id}/working-copy`)).json;
}

export async function waitSaved(page: Page): Promise<void> {
  await page.locator('[data-dot="saved"]').waitFor();
}
