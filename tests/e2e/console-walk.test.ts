// The whole walk of an editor, over the product as `npm start` runs it: from the link it prints to the last mail.

import { sql } from 'drizzle-orm';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StackChild, startStackChild } from '../../dev/stack-child.ts';
import { type ConsoleWords, consoleWordsFor } from '../../src/words/console.ts';
import { japanese } from '../digest/pages.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { findFaults, openSiteAt } from './browser.ts';

const owner = 'owner@example.com';
const patience = 180_000;
let database: TestDatabase;
let stack: StackChild;

beforeAll(async () => {
  database = await cloneDatabase();
  await seedReaders();
  // A hundred mails a request: fast enough for a test, slow enough to press in between.
  const variables = {
    DATABASE_URL: database.url,
    SAMPLE: 'off',
    OWNER: owner,
    RATE: '15',
    // The mail travels once, its readers as values: 20,000 whole mails would be a gigabyte.
    DELIVERY: 'template',
    HOLD: '1',
  };
  stack = await startStackChild(variables);
}, patience);

afterAll(async () => {
  await stack?.stop();
  await database?.drop();
}, patience);

/** 20,000 on the first list, 300 on another. */
async function seedReaders(): Promise<void> {
  const { db } = database;
  await db.execute(sql`insert into lists (slug, name) values ('few', '読者会')`);
  await db.execute(sql`
    with people as (
      insert into subscribers (email)
      select 'reader' || n || '@example.com' from generate_series(1, 20000) n returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select l.id, p.id, 'confirmed', now() from people p
    join lists l on l.slug = 'digest' or (l.slug = 'few' and p.id % 50 < 1)`);
  await db.execute(sql`
    delete from subscriptions where list_id = (select id from lists where slug = 'few')
      and subscriber_id not in (select subscriber_id from subscriptions
        where list_id = (select id from lists where slug = 'few') order by subscriber_id limit 300)`);
}

/** How somebody presses, ticks and goes to a field. */
interface Hands {
  press(target: Locator): Promise<void>;
  goTo(field: Locator): Promise<void>;
}

const byPointer: Hands = {
  press: (target) => target.click(),
  goTo: (field) => field.click(),
};

/** Tab until it has the focus, then Enter, or the space bar where Enter would send the form. */
function byKeyboard(page: Page): Hands {
  const goTo = async (target: Locator) => {
    await target.waitFor();
    for (let presses = 0; presses < 150; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`No Tab leads to ${target}`);
  };
  return {
    goTo,
    async press(target) {
      await goTo(target);
      const isTick = await target.evaluate((element) => element.matches('[type=checkbox]'));
      await page.keyboard.press(isTick ? 'Space' : 'Enter');
    },
  };
}

interface Walk {
  page: Page;
  hands: Hands;
  words: ConsoleWords;
  said: string[];
}

async function begin(
  options: BrowserContextOptions & { locale: string },
  handsOf: (page: Page) => Hands,
): Promise<Walk> {
  const { open } = await openSiteAt(stack.url);
  const page = await open('/assets/site.css', {
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const said: string[] = [];
  page.on('console', (message) => {
    // Pictures of the mail are of other sites, and not fetched here.
    if (!/ERR_FAILED/.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  const words = consoleWordsFor(options.locale);
  return { page, hands: handsOf(page), words, said };
}

async function signIn({ page, hands, words }: Walk, link: string): Promise<void> {
  await page.goto(link);
  await hands.press(page.getByRole('button', { name: words.signIn.link.valid.action }));
  await page.waitForURL(/\/console$/);
}

/** The link of the sign-in mail that was asked for on the page. */
async function askForLink({ page, hands, words }: Walk): Promise<string> {
  const linksSent = async () =>
    (await mailsTo(owner)).flatMap(({ text }) => /\S+\/console\/sign-in\/\S+/.exec(text) ?? []);
  const before = (await linksSent()).length;
  await page.goto(`${stack.url}/console/sign-in`);
  await hands.goTo(page.getByLabel(words.signIn.ask.address));
  await page.keyboard.type(owner);
  await hands.press(page.getByRole('button', { name: words.signIn.ask.action }));
  const poll = async () => (await linksSent()).length;
  await expect.poll(poll, { timeout: 20_000 }).toBeGreaterThan(before);
  return (await linksSent()).at(-1) ?? '';
}

async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
  const answer = await fetch(`${stack.mailboxUrl}/_mailbox/messages?limit=1000&to=${address}`);
  return ((await answer.json()) as { data: { subject: string; text: string }[] }).data;
}

/** A page with two things to mend is pasted, and they are mended. */
async function write({ page, hands, words }: Walk, headline: string): Promise<void> {
  await hands.press(page.getByRole('link', { name: words.digests.begin }).first());
  await hands.press(page.getByRole('button', { name: words.digests.new.blankAction, exact: true }));
  await page.locator('#editor').waitFor();
  const text = japanese
    .replace('✅ 道具は町の資料館に移る。\n\n', '')
    .replace('川べりの製本所が残したもの', `TODO ${headline}`);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await hands.goTo(page.locator('#headline'));
  await page.keyboard.press('Control+V');
  await page.locator('[data-item="sections.1"]').waitFor();

  const isNarrow = (page.viewportSize()?.width ?? 0) < 1100;
  const toChecks = async () => {
    if (isNarrow) await hands.press(page.locator('[data-view-switch="check"]'));
  };
  await toChecks();
  const checks = page.locator('[data-checks] li');
  await expect.poll(() => checks.count(), { timeout: 15_000 }).toBe(3);
  await hands.press(checks.filter({ hasText: 'TODO' }).last().locator('a'));
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('headline');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(headline);
  await toChecks();
  await expect.poll(() => checks.count(), { timeout: 15_000 }).toBe(1);
  await hands.press(checks.locator('a'));
  await hands.press(page.locator('[data-add="points"]').first());
  await page.keyboard.type('道具は町の資料館に移る。');
  await toChecks();
  await expect.poll(() => checks.count(), { timeout: 15_000 }).toBe(0);
  if (isNarrow) await hands.press(page.locator('[data-view-switch="look"]'));
  await page.frameLocator('[data-mail]').getByText('道具は町の資料館に移る。').first().waitFor();
  expect(await findFaults(page)).toEqual([]);
}

/** To oneself, from the editor; what became of it stands there. */
async function sendTest({ page, hands }: Walk, headline: string): Promise<void> {
  await hands.press(page.locator('[data-test]'));
  await hands.press(page.locator('[data-send-test]'));
  await page.locator('[data-fates] [data-state="delivered"]').waitFor({ timeout: 30_000 });
  const subjects = (await mailsTo(owner)).map(({ subject }) => subject);
  expect(subjects).toContain(`[TEST] ${headline}`);
  await page.keyboard.press('Escape');
}

async function review({ page, hands, words }: Walk, list: string, readers: string): Promise<void> {
  await hands.press(page.locator('[data-review]'));
  await page.waitForURL(/\/review/);
  await page.frameLocator('.mail iframe').locator('h1').waitFor();
  const fold = page.locator('details', { has: page.locator('input[name="lists"]') });
  if ((await fold.getAttribute('open')) === null) await hands.press(fold.locator('summary'));
  for (const box of await page.locator('input[name="lists"]').all()) {
    const isWanted = (await box.getAttribute('value')) === list;
    if ((await box.isChecked()) !== isWanted) await hands.press(box);
  }
  const press = page.getByRole('button', { name: words.review.press.now(readers) });
  await press.waitFor();
  // The first send to a list is unusual: its number is typed.
  const number = page.getByLabel(words.review.typed.label(readers));
  if (await number.isVisible()) {
    await hands.goTo(number);
    await page.keyboard.type(readers.replace(',', ''));
  }
  expect(await findFaults(page)).toEqual([]);
  await hands.press(press);
  await page.waitForURL(/\/console\/sends\//);
}

const handed = async (page: Page) =>
  Number(((await page.locator('.handed b').textContent()) ?? '0').replaceAll(',', ''));

/** The bar moves, is stopped, and goes on to the end. */
async function watch({ page, hands, words }: Walk, readers: number): Promise<void> {
  await page.locator('.handed b').waitFor({ timeout: 30_000 });
  await expect.poll(() => handed(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await hands.press(page.getByRole('button', { name: words.send.pause, exact: true }));
  const resume = page.getByRole('button', { name: words.send.resume });
  await resume.waitFor();
  expect(await handed(page)).toBeLessThan(readers);
  expect(await findFaults(page)).toEqual([]);
  await hands.press(resume);
  await page.locator('#standing[data-status="sent"]').waitFor({ timeout: 90_000 });
  expect(await handed(page)).toBe(readers);
}

async function mailbox(): Promise<{ accepted: number; duplicates: number }> {
  const answer = await fetch(`${stack.mailboxUrl}/_mailbox/stats`);
  return (await answer.json()) as { accepted: number; duplicates: number };
}

async function order(fault: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(fault);
  await fetch(`${stack.mailboxUrl}/_mailbox/faults`, { method: 'POST', headers, body });
}

/** The second request of a send of three is told to wait: time to press. */
const slowSecond = {
  fault: 'rate_limit',
  retryAfter: 6,
  skip: 1,
  match: { endpoint: '/emails/batch' },
};

test('from the first start to 20,000 readers: signed in, pasted, mended, tested, reviewed, sent', {
  timeout: patience,
}, async () => {
  const walk = await begin({ locale: 'en-GB' }, () => byPointer);
  await signIn(walk, stack.signIn);
  await write(walk, '川べりの製本所が残したもの');
  await sendTest(walk, '川べりの製本所が残したもの');
  const before = await mailbox();
  // Forty thousand events are another test's work.
  await order({ fault: 'webhook_lost', match: { endpoint: '/emails/batch' } });
  await review(walk, 'digest', '20,000');
  await watch(walk, 20_000);
  expect(await mailbox()).toMatchObject({ accepted: before.accepted + 20_000, duplicates: 0 });
  await fetch(`${stack.mailboxUrl}/_mailbox/faults`, { method: 'DELETE' });
  expect(walk.said).toEqual([]);
});

test('the same on a phone, in Japanese', {
  timeout: patience,
}, async () => {
  const viewport = { width: 375, height: 700 };
  const walk = await begin({ locale: 'ja-JP', viewport, hasTouch: true }, () => ({
    press: (target) => target.tap(),
    goTo: (field) => field.tap(),
  }));
  await signIn(walk, await askForLink(walk));
  await write(walk, '電車の中から');
  await sendTest(walk, '電車の中から');
  await order(slowSecond);
  await review(walk, 'few', '300');
  await watch(walk, 300);
  expect(walk.said).toEqual([]);
});

test('the same by keyboard alone', { timeout: patience }, async () => {
  const walk = await begin({ locale: 'en-GB' }, byKeyboard);
  await signIn(walk, await askForLink(walk));
  await write(walk, 'The harbour at night');
  await sendTest(walk, 'The harbour at night');
  await order(slowSecond);
  await review(walk, 'few', '300');
  await watch(walk, 300);
  expect(walk.said).toEqual([]);
});
