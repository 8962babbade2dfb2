// From addresses to a digest that is reviewed, by mouse and by keyboard alone, with the articles beside the editor.

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { consoleWordsFor } from '../../src/words/console.ts';
import { begin, longTitle, makeDigest, patience, point } from './article-desk.ts';
import { findFaults } from './browser.ts';
import { readCopy, waitSaved } from './editor-desk.ts';

test('by mouse: addresses, a wall mended, a section made again, a point put right, and the review', {
  timeout: patience,
}, async () => {
  const { app, site, page, words, said } = await begin({ locale: 'ja-JP' });
  const { proposal, editor } = words;
  await page.getByRole('link', { name: words.digests.new.sourcesAction }).click();
  const addresses = ['/town', '/wall', '/library'].map((path) => site.origin + path).join('\n');
  await page.getByLabel(proposal.begin.addresses).fill(addresses);
  expect(await findFaults(page)).toEqual([]);
  await page.locator('.beginning .button.main').click();
  await page.getByRole('heading', { name: proposal.titles.reading }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  await app.engine.drain();

  // It shows what has come without being asked.
  await page.locator('.proposed').nth(1).waitFor();
  await page.getByText(proposal.mend.summary).click();
  await page.locator('[name="url.1"]').fill('https://news.example.com/harbour');
  await page.locator('[name="title.1"]').fill('港の朝');
  await page
    .locator('[name="text.1"]')
    .fill('港では今朝、船が三隻出た。乗ったのは六人だった。'.repeat(3));
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole('button', { name: proposal.mend.action }).click();
  await app.engine.drain();
  await page.locator('.proposed').nth(2).waitFor();
  const first = page.locator('.proposed').first();
  const before = await first.locator('.point > p:first-child').allTextContents();
  await first.getByLabel(proposal.keepPoint(1)).check();
  await first.getByRole('button', { name: editor.evidence.redo }).click();
  await expect
    .poll(() => first.locator('.point > p:first-child').allTextContents())
    .not.toEqual(before);
  expect(await first.locator('.point > p:first-child').allTextContents()).toContain(before[0]);
  await page.getByRole('button', { name: proposal.act }).click();

  await putRight(page, editor.evidence, (target) => target.click());
  await page.locator('[data-review]').click();
  await page.waitForURL(/\/review/);
  expect(await findFaults(page)).toEqual([]);
  expect(said).toEqual([]);
});

test('the same by keyboard alone', { timeout: patience }, async () => {
  const { app, site, page, words, said } = await begin({ locale: 'en-GB' });
  const { proposal, editor } = words;
  const press = (target: Locator) => pressByTab(page, target);
  await press(page.getByRole('link', { name: words.digests.new.sourcesAction }));
  // The field has the focus: one types.
  await page.getByLabel(proposal.begin.addresses).waitFor();
  await page.keyboard.type(`${site.origin}/town`);
  await press(page.locator('.beginning .button.main'));
  await page.waitForURL(/\/console\/proposals\//);
  await app.engine.drain();
  await press(page.getByRole('button', { name: proposal.act }));
  await putRight(page, editor.evidence, press);
  await press(page.locator('[data-review]'));
  await page.waitForURL(/\/review/);
  expect(said).toEqual([]);
});

test('what was ready before its events were heard is shown, and named in the title of the window', {
  timeout: patience,
}, async () => {
  const { app, site, page, words } = await begin({ locale: 'ja-JP' });
  const { proposal } = words;
  await page.route('**/events', async (route) => {
    await app.engine.drain();
    await route.continue();
  });
  await page.goto(new URL('/console/digests/new/sources', page.url()).href);
  await page.getByLabel(proposal.begin.addresses).fill(`${site.origin}/town`);
  await page.locator('.beginning .button.main').click();
  await page.locator('.proposed').waitFor();
  const headline = await page.locator('h1').textContent();
  await expect.poll(() => page.title()).toMatch(new RegExp(`^${headline} \\| `));
});

test('what was put in stays in the browser over a page that is left, until its proposal is made', {
  timeout: patience,
}, async () => {
  const { app, site, page, words, said } = await begin({ locale: 'ja-JP' });
  const { begin: form } = words.proposal;
  const beginning = new URL('/console/digests/new/sources', page.url()).href;
  await page.goto(beginning);
  await page.getByLabel(form.addresses).fill(`${site.origin}/town`);
  await page.locator('.pasting summary').click();
  await page.getByRole('button', { name: form.more }).click();
  await page.locator('#text-1').fill('二本目の本文。');
  await page.getByText(form.keeping.kept).waitFor();
  await page.goto(new URL('/console/restore', beginning).href);
  await page.getByRole('heading', { name: `${site.origin}/town` }).waitFor();
  await page.getByRole('link', { name: words.editor.restore.open }).click();
  await page.locator('[data-restored]').waitFor();
  expect(await findFaults(page)).toEqual([]);
  expect(await page.getByLabel(form.addresses).inputValue()).toBe(`${site.origin}/town`);
  expect(await page.locator('#text-1').inputValue()).toBe('二本目の本文。');
  expect(await page.locator('.pasting legend').last().textContent()).toBe(form.pasted(2));
  await page.locator('#text-1').fill('');
  await page.locator('.beginning .button.main').click();
  await page.waitForURL(/\/console\/proposals\//);
  await app.engine.drain();
  await page.locator('.proposed').waitFor();
  await page.goto(beginning);
  expect(await page.getByLabel(form.addresses).inputValue()).toBe('');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  // Whoever wants none of it begins anew.
  await page.getByLabel(form.addresses).fill('https://news.example.com/left');
  await page.reload();
  await page.getByRole('button', { name: form.startAnew }).click();
  await expect.poll(() => page.getByLabel(form.addresses).inputValue()).toBe('');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(said).toEqual([]);
});

test('a section made again in the editor keeps what was written, and can be taken back', {
  timeout: patience,
}, async () => {
  const { app, site, page, words } = await begin({ locale: 'ja-JP' });
  const { evidence } = words.editor;
  const path = await makeDigest(app, `${site.origin}/town`);
  await page.goto(new URL(path, page.url()).href);
  const points = () =>
    page
      .locator('[id^="sections.0.source.points."]')
      .evaluateAll((areas) =>
        areas.map((area) => (area instanceof HTMLTextAreaElement ? area.value : '')),
      );
  await page.locator(point(0)).fill('町はよく**直っている**。');
  await page.locator('[data-item="sections.0.source.points.0"] .chip.careful').waitFor();
  const before = await points();
  await page.locator('[data-redo]').click();
  await page.locator('#undo').getByText(evidence.redone).waitFor();
  expect(await points()).toContain('町はよく**直っている**。');
  expect(await points()).not.toEqual(before);
  await waitSaved(page);
  await page.locator('#undo button').click();
  expect(await points()).toEqual(before);
  // A text that nobody wrote is not replaced where a person wrote one.
  await waitSaved(page);
  expect((await readCopy(app, path)).fields.sections[0].source.points).toEqual(before);
});

test('on a phone the article has a view of its own, and one comes back to where one wrote', {
  timeout: patience,
}, async () => {
  const viewport = { width: 375, height: 700 };
  const { app, site, page, said } = await begin({ locale: 'ja-JP', viewport, hasTouch: true });
  const path = await makeDigest(app, `${site.origin}/town`, `${site.origin}/long`);
  await page.goto(new URL(path, page.url()).href);
  const item = page.locator('[data-item="sections.0.source.points.1"]');
  await item.locator('[data-lights]').tap();
  await page.locator('.article .lit').waitFor();
  expect(await page.locator('.writing').isVisible()).toBe(false);
  expect(await findFaults(page)).toEqual([]);
  await page.locator('.article-names').getByText(longTitle).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  await page.locator('[data-view-switch="write"]').tap();
  expect(await item.locator('textarea').isVisible()).toBe(true);
  expect(said).toEqual([]);
});

test('without a script a section is made again and a sentence put in by the presses of the form', {
  timeout: patience,
}, async () => {
  const { app, site, page } = await begin({ locale: 'ja-JP', javaScriptEnabled: false });
  const path = await makeDigest(app, `${site.origin}/town`);
  await page.goto(new URL(path, page.url()).href);
  const [sentence, mine] = [await page.locator(point(0)).inputValue(), '白波町はよく直っている。'];
  await page.locator(point(0)).fill(mine);
  await page.locator('[data-redo]').click();
  const typed = () => page.locator('[id^="sections.0.source.points."]').allTextContents();
  expect(await typed()).toContain(mine);
  expect(await typed()).not.toContain(sentence);
  await page.locator('[data-quote]').click();
  expect(await typed()).not.toContain(mine);
});

/** A number is mistyped: it is said, lit, and put right by one press. */
async function putRight(
  page: Page,
  words: ReturnType<typeof consoleWordsFor>['editor']['evidence'],
  press: (target: Locator) => Promise<void>,
) {
  const item = page.locator('[data-item="sections.0.source.points.1"]');
  const area = item.locator('textarea');
  await area.waitFor();
  await press(area);
  const sentence = await area.inputValue();
  const lit = page.locator('.article .lit');
  await expect.poll(() => lit.textContent()).toBe(sentence);
  await area.press('Control+A');
  await page.keyboard.insertText(sentence.replace(/\d+日/, '99日'));
  await item.getByText(words.faults.number ?? '').waitFor();
  expect(await item.locator('.chip').textContent()).toBe(words.how.edited);
  expect(await lit.textContent()).toBe(sentence);
  expect(await findFaults(page)).toEqual([]);
  await press(item.getByRole('button', { name: words.quote }));
  expect(await area.inputValue()).toBe(sentence);
  await item.getByText(words.grounded, { exact: true }).waitFor();
  await waitSaved(page);
}

/** Tab until it has the focus, then Enter where it is pressed; a field is only gone to. */
async function pressByTab(page: Page, target: Locator) {
  await target.waitFor();
  for (let presses = 0; presses < 200; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
  if (!(await target.evaluate((element) => element.matches('textarea'))))
    await page.keyboard.press('Enter');
}
