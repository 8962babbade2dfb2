// Every mail in a real browser: what axe and our own rules say of it.
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
  return page.evaluate(() => {
    const faults: string[] = [];
    const say = (rule: string, element: Element) =>
      faults.push(`${rule}: ${element.outerHTML.slice(0, 120)}`);
    for (const table of document.querySelectorAll('table')) {
      if (table.getAttribute('role') !== 'presentation') say('a table that is no layout', table);
      if (table.querySelector(':scope > * > tr > th, :scope > caption')) say('a table head', table);
    }
    const first = document.body.firstElementChild;
    for (const element of [document.documentElement, first]) {
      if (!element?.getAttribute('lang') || !element.getAttribute('dir'))
        say('language or direction missing', element ?? document.body);
    }
    const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')];
    if (levels.filter(({ tagName }) => tagName === 'H1').length !== 1)
      say('not one h1', document.body);
    levels.forEach((heading, index) => {
      const above = Number(levels[index - 1]?.tagName[1] ?? 0);
      if (Number(heading.tagName[1]) > above + 1) say('a skipped heading level', heading);
    });
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
    for (const image of document.images) {
      if (!image.hasAttribute('alt')) say('a picture without alt', image);
      if (!image.getAttribute('width') || !image.getAttribute('height'))
        say('a picture without its size', image);
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
      'text under 16 px',
      'italics',
      'a mark that is read out',
    ]),
  );
});
