// The mailbox as a person uses it: by keys alone, with the focus in the mail, on a phone, and by axe.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { renderPreviews } from '../../dev/email-previews.tsx';
import { mail, setup } from '../dev/mailbox-setup.ts';
import { findFaults, openBrowser } from './browser.ts';

async function openMailbox(options: BrowserContextOptions = {}) {
  const mailbox = await setup();
  const [digest] = await renderPreviews('https://digest.example.com');
  if (digest === undefined) throw new Error('no preview');
  await mailbox.send(mail(1, { subject: 'Two links', html: faulty }));
  await mailbox.send(mail(2, { subject: digest.subject, html: digest.html, text: digest.text }));
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.route(/^https:/, (route) => route.abort());
  await page.goto(`http://127.0.0.1:${mailbox.port()}/`);
  await page.waitForSelector('#list a');
  return { page, mailbox };
}

const faulty =
  '<h2>x</h2><a href="http://a.example/">here</a><a href="https://b.example/">here</a><a href="">empty</a>' +
  '<a href="https://c.example/u/AQAAAAAABwAAAAEBkv">Leave</a><table><tr><th>y</th></tr></table>';

const titles = (page: Page) => page.locator('#list a').allTextContents();

test('shows how letters begin, and which were not opened yet', async () => {
  const { page } = await openMailbox();
  const [first = ''] = await titles(page);
  expect(first).toMatch(/^Unread\. reader2@.*一度は消えた夜行列車が/);
  await page.keyboard.press('j');
  await page.waitForSelector('iframe');
  expect(await page.locator('.unread').count()).toBe(1);
  await page.reload();
  await page.waitForSelector('#list a');
  expect(await page.locator('.unread').count()).toBe(1);
  await page.keyboard.press('u');
  expect(await page.locator('.unread').count()).toBe(2);
  await page.keyboard.press('m');
  expect(await page.locator('.unread').count()).toBe(0);
}, 60_000);

test('hears its keys while the mail has the focus, and says which there are', async () => {
  const { page } = await openMailbox();
  await page.keyboard.press('j');
  const frame = page.frameLocator('iframe');
  await frame.locator('h1').click();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await page.keyboard.press('2');
  await page.waitForSelector('.panel.text pre');
  await page.keyboard.press('?');
  const keys = await page.locator('#key-list').textContent();
  for (const does of ['next letter', 'view: links', 'take the letter away'])
    expect(keys).toContain(does);
  expect(await findFaults(page)).toEqual([]);
}, 60_000);

test('takes a letter away and brings it back', async () => {
  const { page } = await openMailbox();
  await page.keyboard.press('j');
  await page.waitForSelector('iframe');
  await page.keyboard.press('x');
  await page.locator('#list li:only-child').waitFor();
  expect(await page.locator('#taken').isVisible()).toBe(true);
  await page.keyboard.press('z');
  await page.locator('#list li:nth-child(2)').waitFor();
}, 60_000);

test('names each link and what is wrong with it, and what is wrong with the HTML', async () => {
  const { page } = await openMailbox();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Two links' }).waitFor();
  await page.keyboard.press('3');
  const rows = await page.locator('.checks tbody tr').allTextContents();
  expect(rows).toEqual([
    '1herehttp://a.example/http:not httpswords that do not tell',
    '2herehttps://b.example/httpswords that do not tellsame words, other address',
    '3emptyno addressleads nowhere',
    '4Leavehttps://c.example/u/AQAAAAAABwAAAAEBkvpersonal token',
  ]);
  await page.keyboard.press('4');
  const checks = page.locator('.checks');
  await checks.locator('details').waitFor({ timeout: 30_000 });
  const faults = await checks.textContent();
  for (const fault of ['not one h1', 'a table that is no layout', 'a table head', 'no title'])
    expect(faults).toContain(fault);
  expect(await findFaults(page)).toEqual([]);
}, 90_000);

test('takes a mail that is written to the product, and remembers between whom', async () => {
  const { page, mailbox } = await openMailbox();
  await page.keyboard.press('w');
  expect(await findFaults(page)).toEqual([]);
  // Its fields hear their own letters: `x` takes no mail away here.
  await page.getByLabel('To', { exact: true }).fill('inbox-x@in.example.com');
  await page.getByLabel('Subject', { exact: true }).pressSequentially('xyz');
  await page.getByLabel('Text', { exact: true }).fill('https://news.example.com/a');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Handed over.').waitFor();
  expect(await mailbox.stats()).toMatchObject({ accepted: 2 });
  expect(await titles(page)).toHaveLength(2);
  await page.reload();
  await page.getByRole('button', { name: 'Write' }).click();
  expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('inbox-x@in.example.com');
  expect(await page.getByLabel('Subject', { exact: true }).inputValue()).toBe('');
}, 60_000);

test.each([
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 375, height: 740 }],
] as const)(
  'has nothing for axe, %s, at %j',
  async (colorScheme, viewport) => {
    const { page } = await openMailbox({ colorScheme, viewport });
    expect(await findFaults(page)).toEqual([]);
    await page.locator('#list a').first().click();
    await page.waitForSelector('iframe');
    for (const tab of ['mail', 'links', 'headers']) {
      await page.locator(`[data-tab=${tab}]`).click();
      expect([tab, await findFaults(page)]).toEqual([tab, []]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([tab, width <= viewport.width]).toEqual([tab, true]);
    }
  },
  120_000,
);
