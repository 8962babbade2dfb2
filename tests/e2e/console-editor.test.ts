// The editor in a browser: nothing is lost, nothing goes over somebody else, and hands of every kind find their way.
import { sql } from 'drizzle-orm';
import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { japanese } from '../digest/pages.ts';
import { setup } from '../support/app.ts';
import { beginDigest, openDesk, readCopy, waitSaved } from './editor-desk.ts';

const inDevelopment = { ENVIRONMENT: 'development' };
/** Ends at the first look that is right. */
const soon = { timeout: 15_000 };

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

test('who was signed out is told where to sign in, and what they typed is saved once they are back', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open(path);
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.fill('#lead', 'サインアウトのあとで');
  const way = page.locator('[data-signed-out] a');
  await way.waitFor();
  expect(await way.getAttribute('target')).toBe('_blank');
  await page.context().addCookies(cookies);
  await page.fill('#subject', '戻ってきた');
  await way.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => (await readCopy(app, path)).fields.lead, soon)
    .toBe('サインアウトのあとで');
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

test('sections and points move by dragging, by their buttons and by keys, and are saved so', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open(path);
  const names = () => page.locator('[data-shows$=".heading"]').allTextContents();
  const before = await names();
  const grip = (item: string) => page.locator(`[data-item="${item}"] [data-grip]`).first();
  const drag = async (item: string, onto: string) => {
    const [from, to] = [await grip(item).boundingBox(), await grip(onto).boundingBox()];
    if (!from || !to) throw new Error('There is no grip');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 4, from.y - 20, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y - 30, { steps: 8 });
    await page.mouse.up();
  };
  // Folded, both heads stand in the window.
  await page.locator('[data-item="sections.0"] summary').first().click();
  await drag('sections.1', 'sections.0');
  await expect.poll(names, soon).toEqual(before.toReversed());
  // The press that ended the drag folded nothing open.
  expect(await page.locator('[data-item="sections.0"] > details').getAttribute('open')).toBeNull();

  await page.locator('[data-item="sections.0"] > .item-tools [data-tool="down"]').click();
  expect(await names()).toEqual(before);
  await page.locator('[data-item="sections.1"] > .item-tools [data-tool="up"]').click();
  expect(await names()).toEqual(before.toReversed());

  await page.locator('[data-item="sections.1"] summary').first().click();
  const points = page.locator('[data-list="source.points"] textarea');
  const last = page.locator('[id="sections.1.source.points.2"]');
  const text = await last.inputValue();
  await last.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('sections.1.source.points.0');
  await page.keyboard.press('Alt+ArrowUp');
  await drag('sections.1.source.points.2', 'sections.1.source.points.1');
  expect(await points.count()).toBe(6);
  await expect
    .poll(async () => (await readCopy(app, path)).fields.sections[1].source.points[0], soon)
    .toBe(text);
  const { fields } = await readCopy(app, path);
  expect(fields.sections.map(({ heading }: { heading: string }) => heading)).toEqual(
    before.toReversed(),
  );
  expect(desk.said).toEqual([]);
}, 60_000);

test('only text that is not saved keeps somebody on the page, and a save of another day says its day', async () => {
  const app = await setup(inDevelopment);
  const desk = await openDesk(app);
  const path = await beginDigest(app, { text: japanese });
  const page = await desk.open(path);
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  const state = page.locator('[data-state]');
  const untouched = await state.textContent();
  await page.reload();
  const lead = await page.inputValue('#lead');
  // Only saving is cut off: the page itself can be loaded.
  const noSaving = (route: Route) =>
    route.request().method() === 'PUT' ? route.abort() : route.fallback();
  await page.route('**/working-copy', noSaving);
  await page.fill('#lead', `${lead}!`);
  await page.fill('#lead', lead);
  // Typed and taken back: there is nothing to save.
  await expect.poll(() => state.textContent(), soon).toBe('変更はありません');
  await page.reload();
  expect(asked).toEqual([]);
  expect(await state.textContent()).toBe(untouched);

  await page.fill('#lead', '失いたくない一行');
  await page.locator('[data-dot="failed"]').waitFor();
  await page.unroute('**/working-copy', noSaving);
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await waitSaved(page);
  await expect
    .poll(async () => (await readCopy(app, path)).fields.lead, soon)
    .toBe('失いたくない一行');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);

  const id = path.split('/').at(-1);
  await app.db.execute(sql`
    update working_copies set updated_at = updated_at - interval '3 days' where id = ${id}`);
  await page.reload();
  expect(await state.textContent()).toMatch(/月\d+日/);
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
