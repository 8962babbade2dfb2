// Every mail in a real browser: what axe and our own rules say of it.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, listMails, openCamera, openMail } from '../../dev/gallery-photos.ts';
import { findFaults } from './browser.ts';

const mails = await listMails();
let browser: Browser;
beforeAll(async () => {
  browser = await openCamera();
});
afterAll(() => browser?.close());

/** What the mailbox shows of any mail; it runs in the mail's page, which takes no modules. */
const rules = readFileSync(
  new URL('../../dev/mailbox/page/rules.js', import.meta.url),
  'utf8',
).replace(/^export /gm, '');

const looks: Look[] = [
  { name: '320-light', width: 320, colours: 'light' },
  { name: '600-dark', width: 600, colours: 'dark' },
  { name: '800-light-without-style', width: 800, colours: 'light', isBare: true },
];

test.each(mails)(
  'axe and our rules find nothing in $name',
  async ({ html }) => {
    for (const look of looks) {
      const page = await openMail(browser, html, look);
      // axe needs a page it can write a script into; the mail itself has none.
      expect(await page.evaluate(() => document.scripts.length)).toBe(0);
      expect([look.name, await findFaults(page)]).toEqual([look.name, []]);
      expect([look.name, await findBrokenRules(page)]).toEqual([look.name, []]);
      await page.close();
    }
  },
  120_000,
);

/** The rules of a mail that axe does not know, each broken one with its place. */
async function findBrokenRules(page: Page): Promise<string[]> {
  const structure: string[] = await page.evaluate(
    `(() => { ${rules}; return findFaults(document); })()`,
  );
  const looks = await page.evaluate(() => {
    const faults: string[] = [];
    const say = (rule: string, element: Element) =>
      faults.push(`${rule}: ${element.outerHTML.slice(0, 120)}`);
    const leads = new Map<string, string>();
    for (const link of document.querySelectorAll('a')) {
      const words = (link.textContent ?? '').trim();
      if (words === '' && !link.checkVisibility()) {
        if (link.ariaHidden !== 'true' || link.tabIndex !== -1) say('a hidden link in reach', link);
        continue;
      }
      if (words.length < 3 || /^(here|more|link|こちら|さらに読む)$/i.test(words))
        say('a link that does not tell', link);
      if ((leads.get(words) ?? link.href) !== link.href) say('one text for two addresses', link);
      leads.set(words, link.href);
      const isInText = link.closest('p') !== null || link.closest('[role=list]') !== null;
      const isAddress = words === link.href;
      if (!isInText && !isAddress && link.getBoundingClientRect().height < 44)
        say('a tap target under 44 px', link);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || (node.textContent ?? '').trim() === '' || !parent.checkVisibility()) continue;
      const { fontSize, fontStyle, textAlign, textTransform } = getComputedStyle(parent);
      if (Number.parseFloat(fontSize) < 16) say('text under 16 px', parent);
      if (fontStyle !== 'normal') say('italics', parent);
      if (textAlign === 'justify') say('justified text', parent);
      if (textTransform !== 'none') say('transformed letters', parent);
      const isMark = /\p{Extended_Pictographic}|✓/u.test(node.textContent ?? '');
      if (isMark && !parent.closest('[aria-hidden=true]')) say('a mark that is read out', parent);
    }
    return faults;
  });
  return [...structure, ...looks];
}

test('the rules find what they are there for', async () => {
  const [look] = looks;
  if (!look) throw new Error('no look');
  const bad =
    '<html><body><div><table><tr><td><h2>x</h2><a href="https://a.example">here</a>' +
    '<img style="width:9px" src="https://a.example/i.png"><i style="font-size:12px">✓</i></td></tr></table></div>';
  const page = await openMail(browser, bad, look);
  const found = (await findBrokenRules(page)).map((fault) => fault.split(':')[0]);
  expect(new Set(found)).toEqual(
    new Set([
      'a table that is no layout',
      'language or direction missing',
      'not one h1',
      'a skipped heading level',
      'a link that does not tell',
      'a tap target under 44 px',
      'a picture without alt',
      'a picture without its size',
      'no title',
      'text under 16 px',
      'italics',
      'a mark that is read out',
    ]),
  );
});
