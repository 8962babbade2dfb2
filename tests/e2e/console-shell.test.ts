import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { signedIn } from '../support/console.ts';
import { plainDigest } from '../support/engine.ts';
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
}, 60_000);

test('the parts are shown in development alone', async () => {
  const app = await setup({ ENVIRONMENT: 'production', RESEND_BASE_URL: '' });
  expect((await app.call('GET', '/console/parts', { key: null })).status).toBe(404);
});

test('Escape closes what opened last, and no key of a conversion does anything', async () => {
  const { page, errors } = await openConsole('/console/find');
  const isOpen = (id: string) =>
    page.locator(`#${id}`).evaluate((dialog) => dialog.hasAttribute('open'));
  await page.keyboard.press('Control+k');
  expect(await isOpen('palette')).toBe(true);
  await page.keyboard.press('Escape');
  expect(await isOpen('palette')).toBe(false);
  await page.locator('main').focus();
  await page.keyboard.press('?');
  expect(await isOpen('shortcuts')).toBe(true);
  await page.keyboard.press('Escape');
  expect(await isOpen('shortcuts')).toBe(false);
  // In a field it is a letter.
  await page.locator('main input').focus();
  await page.keyboard.press('?');
  expect(await page.locator('main input').inputValue()).toBe('?');
  expect(await isOpen('shortcuts')).toBe(false);
  await page.locator('main').focus();
  for (const converting of [{ isComposing: true }, { keyCode: 229 }]) {
    await page.evaluate((more) => {
      const init = { key: 'k', ctrlKey: true, bubbles: true, ...more };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
    }, converting);
    expect(await isOpen('palette')).toBe(false);
  }
  expect(errors).toEqual([]);
});

test('the palette finds pages and digests, and the arrows and Enter lead there', async () => {
  const { page, app, errors } = await openConsole('/console/find');
  await app.call('POST', '/api/digests', { body: plainDigest });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('市場');
  const options = page.locator('#palette [role=option]');
  await expect.poll(() => options.allTextContents()).toEqual([plainDigest.headline]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('i');
  await expect
    .poll(() => options.allTextContents())
    .toEqual([...['ダイジェスト', '素材', 'リスト', '設定'], '記事から新しいダイジェスト']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#palette [aria-selected=true]').textContent()).toBe('リスト');
  expect(await findFaults(page)).toEqual([]);
  await Promise.all([page.waitForURL('**/console/lists'), page.keyboard.press('Enter')]);
  expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
});

test('without a script the palette is a page, and the language switch a form', async () => {
  const { page } = await openConsole('/console/find', { javaScriptEnabled: false });
  await page.locator('main input').fill('配信');
  await page.locator('main button').click();
  expect(await page.locator('main .found a').allTextContents()).toEqual(['配信']);
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.locator('h1').textContent()).toBe('Find');
  expect(new URL(page.url()).search).toBe(`?q=${encodeURIComponent('配信')}`);
});

test('an answer that is no page of ours leaves what stands, and is said in words', async () => {
  const { page } = await openConsole('/console/find');
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.textContent = 'press';
    button.setAttribute('hx-post', '/console/nowhere');
    button.setAttribute('hx-target', 'main');
    document.querySelector('main')?.append(button);
    window.htmx.process(button);
  });
  await page.getByRole('button', { name: 'press' }).click();
  await page.getByText('もうここにはありません。').waitFor();
  expect(await page.locator('h1').textContent()).toBe('探す');
  await page.context().setOffline(true);
  await page.getByText('つながっていません。').waitFor();
  await page.getByRole('button', { name: 'press' }).click();
  await page.getByText('サーバーにつながりません。').waitFor();
  await page.context().setOffline(false);
  await page.getByText('つながりました。').waitFor();
  // Bad news stays until it is closed, by Escape too.
  expect(await page.locator('.toast.bad').count()).toBe(2);
  await page.locator('main').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  expect(await page.locator('.toast').count()).toBe(0);
});

test('what is missing is told within the console, and nobody is led there who is not signed in', async () => {
  const { page, site } = await openConsole('/console/nowhere');
  expect(await page.locator('h1').textContent()).toBe('このページは見つかりません');
  expect(await findFaults(page)).toEqual([]);
  await page.context().clearCookies();
  await page.goto(`${site.url}/console/find?q=a`);
  expect(new URL(page.url()).pathname).toBe('/console/sign-in');
  expect(new URL(page.url()).searchParams.get('to')).toBe('/console/find?q=a');
});

/** A page of the console, opened by an owner; `errors` is what the browser's console says. */
async function openConsole(path: string, options: BrowserContextOptions = {}) {
  const app = await setup();
  const { cookie } = await signedIn(app);
  const site = await openSite(app);
  const page = await site.open('/mark.svg', options);
  await page.context().addCookies([cookie(site.url)]);
  const errors: string[] = [];
  page.on('console', (message) => errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(site.url + path);
  return { app, site, page, errors };
}
