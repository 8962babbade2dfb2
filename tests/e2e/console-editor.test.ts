import { expect, test } from 'vitest';
import { japanese } from '../digest/pages.ts';
import { setup } from '../support/app.ts';
import { findFaults } from './browser.ts';
import { beginDigest, openDesk, paste, readCopy, waitSaved } from './editor-desk.ts';

const inDevelopment = { ENVIRONMENT: 'development' };
/** Ends at the first look that is right. */
const soon = { timeout: 15_000 };

test('a page pasted into an empty digest becomes one, and its checks are mended', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app);
  const page = await desk.open(path);
  const text = japanese
    .replace('✅ 道具は町の資料館に移る。\n\n', '')
    .replace('川べりの製本所が残したもの', 'TODO 川べりの製本所');
  await paste(page, '#headline', text);
  await page.locator('[data-item="sections.1"]').waitFor();
  await waitSaved(page);
  expect(await page.locator('h1').textContent()).toBe('TODO 川べりの製本所');
  const mail = page.frameLocator('[data-mail]');
  await mail.getByText('糸かがりの音が止まる日').first().waitFor();

  const checks = page.locator('[data-checks] li');
  await expect.poll(() => checks.count(), soon).toBe(3);
  await checks.filter({ hasText: 'TODO' }).last().locator('a').click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('headline');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('川べりの製本所');
  await expect.poll(() => checks.count(), soon).toBe(1);
  await checks.locator('a').click();
  await page.locator('[data-list="source.points"] + [data-add]').first().click();
  await page.keyboard.type('道具は町の資料館に移る。');
  await expect.poll(() => checks.count(), soon).toBe(0);
  await mail.getByText('道具は町の資料館に移る。').first().waitFor();
  await waitSaved(page);
  const { fields, errors } = await readCopy(app, path);
  expect(errors).toEqual([]);
  expect(fields.sections[0].source.points.at(-1)).toBe('道具は町の資料館に移る。');
  expect(await findFaults(page)).toEqual([]);
  expect(desk.said).toEqual([]);
}, 60_000);

test('two editors on one digest: nothing is lost, and nothing goes over the other', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const [one, other] = [await desk.open(path), await desk.open(path)];
  await one.fill('#lead', 'ひとりめ');
  await waitSaved(one);
  await expect.poll(async () => (await readCopy(app, path)).fields.lead, soon).toBe('ひとりめ');
  await other.fill('#lead', 'ふたりめ');
  const dialog = other.locator('#conflict');
  await dialog.waitFor();
  expect((await readCopy(app, path)).fields.lead).toBe('ひとりめ');
  await dialog.locator('[data-choice="see"]').click();
  const row = dialog.locator('tr', { hasText: 'ふたりめ' });
  await row.getByText('ひとりめ').waitFor();

  await other.keyboard.press('Escape');
  await other.locator('[data-review]').click();
  await dialog.waitFor();
  await dialog.locator('[data-choice="mine"]').click();
  await expect.poll(async () => (await readCopy(app, path)).fields.lead, soon).toBe('ふたりめ');

  await one.fill('#lead', 'さいごに');
  await one.locator('#conflict [data-choice="theirs"]').click();
  await expect.poll(() => one.inputValue('#lead'), soon).toBe('ふたりめ');
  await one.fill('#subject', '件名');
  await expect.poll(async () => (await readCopy(app, path)).fields.subject, soon).toBe('件名');
  // The browser itself tells of the answer that said so.
  expect(desk.said.filter((line) => !line.includes('412'))).toEqual([]);
}, 60_000);

test('without a connection everything is kept, also over a reload, and saved when it is back', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open(path);
  await page.context().setOffline(true);
  await page.fill('#lead', '電車の中で書いた');
  await page.locator('[data-dot="failed"]').waitFor();
  expect(await page.locator('[data-state]').textContent()).toContain('このブラウザに残っています');
  page.on('dialog', (dialog) => dialog.accept());
  await page.context().setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect
    .poll(async () => (await readCopy(app, path)).fields.lead, soon)
    .toBe('電車の中で書いた');

  await page.fill('#lead', '読み込み直す前に');
  await page.reload();
  await page.locator('.toast').waitFor();
  expect(await page.inputValue('#lead')).toBe('読み込み直す前に');
  await expect
    .poll(async () => (await readCopy(app, path)).fields.lead, soon)
    .toBe('読み込み直す前に');
}, 60_000);

test('keys of a conversion act on nothing; the others move, mark and bring back', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const page = await desk.open(await beginDigest(app, { text: japanese }));
  const names = () => page.locator('[data-shows$=".heading"]').allTextContents();
  const before = await names();
  const heading = page.locator('[id="sections.0.heading"]');
  for (const event of [{ isComposing: true }, { keyCode: 229 }]) {
    await heading.dispatchEvent('keydown', { key: 'ArrowDown', altKey: true, ...event });
    await page.locator('#lead').dispatchEvent('keydown', { key: 'b', ctrlKey: true, ...event });
    await heading.dispatchEvent('keydown', { key: 'Enter', ...event });
  }
  expect(await names()).toEqual(before);
  expect(await page.inputValue('#lead')).not.toContain('**');

  await heading.focus();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await names()).toEqual(before.toReversed());
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('sections.1.heading');
  await page.locator('#lead').selectText();
  await page.keyboard.press('Control+b');
  expect(await page.inputValue('#lead')).toMatch(/^\*\*.+\*\*$/);
  await page.locator('[data-item="sections.0"] > .item-tools [data-tool="remove"]').click();
  expect(await names()).toHaveLength(1);
  await page.locator('#undo button').click();
  expect(await names()).toEqual(before.toReversed());
  await waitSaved(page);
  expect(desk.said).toEqual([]);
}, 60_000);

test('a hostile digest runs nothing, in the form or in the mail', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open(path);
  const hostile =
    '</textarea><script>top.pwned = 1</script><img src=x onerror="top.pwned=1">[x](javascript:top.pwned=1)';
  for (const field of ['#headline', '#lead', '[id="sections.0.heading"]', '#subject']) {
    await page.fill(field, hostile);
  }
  await page.fill('[id="sections.0.source.url"]', 'javascript:top.pwned=1');
  await waitSaved(page);
  await page.frameLocator('[data-mail]').locator('h1', { hasText: '</textarea>' }).waitFor();
  await page.reload();
  await page.frameLocator('[data-mail]').locator('h1', { hasText: '</textarea>' }).waitFor();
  expect(await page.inputValue('#headline')).toBe(hostile);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  const links = await page
    .frameLocator('[data-mail]')
    .locator('a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((href) => /^\s*javascript/i.test(href))).toEqual([]);
  expect(desk.said).toEqual([]);
}, 60_000);
