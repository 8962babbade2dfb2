// From the review to a send in a real browser: the hold, the moment, without a script. The whole walk: console-walk.test.ts.

import { sql } from 'drizzle-orm';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setupWithEngine, type TestApp } from '../support/app.ts';
import { signedIn } from '../support/console.ts';
import { confirmReaders, type Engine, writeDigest } from '../support/engine.ts';
import { findFaults, openSite, type Site } from './browser.ts';

interface Stage {
  app: TestApp & { engine: Engine };
  site: Site;
  /** A page of an editor who may send; whatever the browser's console says is kept in `said`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  said: string[];
  id: string;
}

/** Some readers, one send to them long over, and a digest to review. */
async function setup(readers: number): Promise<Stage> {
  const app = await setupWithEngine({ HOLD: '3' });
  const { engine } = app;
  await confirmReaders(engine, readers);
  await app.db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, recipients, created_at, started_at, finished_at)
    select gen_random_uuid(), ${await writeDigest(engine)}, 1, '{1}', 'sent', ${readers}::int, at, at, at
    from (select now() - interval '7 days' as at) t`);
  const id = await writeDigest(engine);
  const editor = await signedIn(app, 'sender');
  const site = await openSite(app);
  const said: string[] = [];
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const page = await site.open('/console/sign-in', { locale: 'en-GB', ...options });
    await page.context().addCookies([editor.cookie(site.url)]);
    page.on('console', (message) => {
      // Pictures of the mail in its frame are elsewhere, and not to be had in a test.
      if (!message.location().url.startsWith('https:')) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(site.url + path);
    return page;
  };
  return { app, site, open, said, id };
}

const accepted = async ({ app }: Stage) => (await app.engine.stats()).accepted;
const handed = async (page: Page) =>
  Number(((await page.locator('.handed b').textContent()) ?? '0').replaceAll(',', ''));

/** What the queues would do: nothing until the test lets them, then all of it. */
async function ring({ app }: Stage): Promise<void> {
  await app.engine.passTime(3);
  await app.engine.drain({ delayed: true });
}

test('Cancel in the hold mails nobody, by keyboard alone and with the tab closed', {
  timeout: 60_000,
}, async () => {
  const stage = await setup(30);
  const { open, id, said } = stage;
  const before = await accepted(stage);
  const page = await open(`/console/digests/${id}/review`);
  await reach(page, 'Send to 30 readers now');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/sends\//);
  await reach(page, 'Cancel: mail nobody');
  await page.keyboard.press('Enter');
  await page.getByText('nobody was mailed').waitFor();
  await page.close();
  await ring(stage);
  expect(await accepted(stage)).toBe(before);
  expect(said).toEqual([]);
});

/** Tabs until the button of this name has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await button.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No Tab leads to ${name}`);
}

test('on a phone a morning in Tokyo is chosen, scheduled and moved', {
  timeout: 60_000,
}, async () => {
  const stage = await setup(30);
  const { open, id, said, app } = stage;
  const viewport = { width: 375, height: 700 };
  const page = await open(`/console/digests/${id}/review`, {
    viewport,
    timezoneId: 'Europe/London',
  });
  await page.getByLabel('At a moment').check();
  await page.getByRole('button', { name: /Schedule/ }).waitFor();
  expect(await page.locator('#count').textContent()).toContain('22:00 your time');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole('button', { name: /Schedule/ }).click();
  await page.waitForURL(/\/console\/sends\//);
  await page.getByText('07:00 Japan Time').waitFor();
  await page.getByText('Another moment').click();
  await page.getByLabel('Time', { exact: true }).fill('08:30');
  await page.getByRole('button', { name: 'Move it' }).click();
  await page.getByText('08:30 Japan Time').waitFor();
  const [row] = await app.db.execute(sql`
    select to_char(scheduled_at at time zone 'Asia/Tokyo', 'HH24:MI') as at from sends where digest_id = ${id}`);
  expect(row?.at).toBe('08:30');
  expect(said).toEqual([]);
});

test('without a script: the number is typed wrong and refused, typed right and sent, then watched by loading', {
  timeout: 60_000,
}, async () => {
  const stage = await setup(30);
  const { open, id, app } = stage;
  await app.db.execute(sql`
    update subscriptions set status = 'unsubscribed', unsubscribed_at = now() - interval '1 day'
    where subscriber_id > 10`);
  const page = await open(`/console/digests/${id}/review`, { javaScriptEnabled: false });
  await page.getByLabel('Type 10').fill('30');
  await page.getByRole('button', { name: 'Send to 10 readers now' }).click();
  await page.getByText('That is another number').first().waitFor();
  await page.getByLabel('Type 10').fill('10');
  await page.getByRole('button', { name: 'Send to 10 readers now' }).click();
  await page.waitForURL(/\/console\/sends\//);
  await ring(stage);
  await page.reload();
  await page.locator('#standing[data-status="sent"]').waitFor();
  expect(await handed(page)).toBe(10);
});

test('review and send have no fault in either theme and language', {
  timeout: 60_000,
}, async () => {
  const stage = await setup(30);
  const { open, id, app, said } = stage;
  const [{ sent } = {}] = await app.db.execute(sql`select id as sent from sends`);
  for (const options of [
    { locale: 'ja-JP', colorScheme: 'dark' },
    { locale: 'en-GB', colorScheme: 'light' },
  ] as const) {
    for (const path of [`/console/digests/${id}/review?when=at`, `/console/sends/${sent}`]) {
      const page = await open(path, options);
      expect([path, await findFaults(page)]).toEqual([path, []]);
      await page.context().close();
    }
  }
  expect(said).toEqual([]);
});
