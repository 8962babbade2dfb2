// Photographs the console's pages for docs/console: `npm run gallery:console`.

import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openCamera } from './gallery-photos.ts';
import { startStackChild } from './stack-child.ts';
import { takeNoArguments } from './usage.ts';

takeNoArguments(`npm run gallery:console

Starts everything with sample data on free ports, photographs the console's pages in Chromium at 375
and 1280 px, light in Japanese and dark in English, and rewrites docs/console.`);

/** Photographed last, as somebody who is not signed in. */
const signInPage = 'sign-in';

/**
 * What is photographed; `DIGEST` and `SEND` stand for the newest of each, `PROPOSAL`, `ARTICLE` and `MADE` for what is
 * made of the sample articles. Add your page here.
 */
const pages: readonly (readonly [string, string])[] = [
  ['today', '/console'],
  ['digests', '/console/digests'],
  ['new-digest', '/console/digests/new'],
  ['from-articles', '/console/digests/new/sources'],
  ['proposal', '/console/proposals/PROPOSAL'],
  ['article', '/console/proposals/PROPOSAL/articles/ARTICLE'],
  ['editor-articles', '/console/digests/MADE'],
  ['inbox', '/console/inbox'],
  ['feeds', '/console/feeds'],
  ['rhythms', '/console/rhythms'],
  ['new-rhythm', '/console/rhythms/new'],
  ['sends', '/console/sends'],
  ['lists', '/console/lists'],
  ['list', '/console/lists/digest'],
  ['health', '/console/health'],
  ['find', '/console/find?q=a'],
  ['send', '/console/sends/SEND'],
  ['review', '/console/digests/DIGEST/review'],
  ['editor', '/console/digests/DIGEST'],
  ['test-mail', '/console/digests/DIGEST/test'],
  ['history', '/console/digests/DIGEST/history'],
  ['correct', '/console/digests/DIGEST/correct'],
  ['restore', '/console/restore'],
  ['settings', '/console/settings'],
  ['editors', '/console/settings/editors'],
  ['keys', '/console/settings/keys'],
  ['audit', '/console/settings/audit'],
  ['missing', '/console/nothing-here'],
  ['parts', '/console/parts'],
  [signInPage, '/console/sign-in'],
];

const looks = [
  { width: 1280, colorScheme: 'light', locale: 'ja-JP' },
  { width: 1280, colorScheme: 'dark', locale: 'en-GB' },
  { width: 375, colorScheme: 'light', locale: 'ja-JP' },
  { width: 375, colorScheme: 'dark', locale: 'en-GB' },
] as const;

const folder = new URL('../docs/console/', import.meta.url);
const stack = await startStackChild();
const browser = await openCamera();
try {
  const cookies = await signIn(browser, stack.signIn);
  const wanted = await fillIn(stack.url);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const look of looks) {
    const context = await browser.newContext({
      ...look,
      viewport: { width: look.width, height: 900 },
      reducedMotion: 'reduce',
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(stack.url);
    await page.evaluate(keepUnsaved, '川べりの製本所が残したもの');
    for (const [name, address] of wanted) {
      if (name === signInPage) await context.clearCookies();
      await photograph(page, stack.url + address, `${name}-${look.width}-${look.colorScheme}.png`);
    }
    await context.close();
  }
  await writeFile(new URL('README.md', folder), writeIndex());
} finally {
  await browser.close();
  await stack.stop();
}

async function signIn(from: Browser, link: string) {
  const context = await from.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('main button').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/console/sign-in'));
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** The addresses with the ids of what is there. */
async function fillIn(url: string): Promise<[string, string][]> {
  const newest = async (what: string): Promise<string> => {
    const answer = await fetch(`${url}/api/${what}?limit=1`, {
      headers: { authorization: 'Bearer dev' },
    });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    return data[0]?.id ?? '';
  };
  const [digest, send] = [await newest('digests'), await newest('sends')];
  const { proposal, article, made } = await propose(url);
  return pages.map(([name, address]) => [
    name,
    address
      .replace('DIGEST', digest)
      .replace('SEND', send)
      .replace('PROPOSAL', proposal)
      .replace('ARTICLE', article)
      .replace('MADE', made),
  ]);
}

interface Proposed {
  id: string;
  status: string;
  sources: { article: { id: string } | null }[];
}

/** A proposal of two sample articles and an address that cannot be read, and a digest of another. */
async function propose(url: string) {
  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const headers = { authorization: 'Bearer dev', 'content-type': 'application/json' };
    const post = { method: 'POST', body: JSON.stringify(body ?? {}) };
    const answer = await fetch(url + path, { headers, ...(body ? post : {}) });
    return (await answer.json()) as Answer;
  };
  const texts = [
    ['harbour-library', '夜に開く図書館、利用者が二倍に'],
    ['museum-bell', '海に沈んだ鐘、百年ぶりに鳴る'],
  ].map(([name, title]) => {
    const text = readFileSync(new URL(`samples/articles/${name}.txt`, import.meta.url), 'utf8');
    return { url: `https://news.example.com/${name}`, title, text };
  });
  const make = async (): Promise<Proposed> => {
    const sources = [...texts, 'https://10.0.0.1/'];
    let made = await ask<Proposed>('/api/proposals', { language: 'ja', sources });
    while (made.status === 'reading' || made.status === 'writing') {
      await new Promise((resolve) => setTimeout(resolve, 500));
      made = await ask<Proposed>(`/api/proposals/${made.id}`);
    }
    return made;
  };
  const [shown, taken] = [await make(), await make()];
  const { id } = await ask<{ id: string }>(`/api/proposals/${taken.id}/digest`, {});
  return { proposal: shown.id, article: shown.sources[0]?.article?.id ?? '', made: id };
}

/** In a browser: as the editor keeps text that did not reach the server, under a digest that is elsewhere. */
function keepUnsaved(headline: string): void {
  const id = '00000000-0000-4000-8000-000000000000';
  const at = Date.UTC(2026, 10, 20, 9, 30);
  const typed = { face: 'markdown', markdown: `# ${headline}` };
  const kept = { id, version: 1, basedOn: null, headline, at, typed };
  localStorage.setItem(`typed:${id}:tab`, JSON.stringify(kept));
}

async function photograph(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (excess > 0) throw new Error(`${name} is ${excess} px wider than its window`);
  // A window as high as the page: the bar of a phone is then at its foot, and frames are loaded.
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 900 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.waitForLoadState('networkidle');
  // The first one makes Chromium draw the frames that stood outside of the window.
  await page.screenshot();
  await page.screenshot({ path: new URL(name, folder).pathname });
  await page.setViewportSize({ width, height });
}

function writeIndex(): string {
  const rows = pages.map(
    ([name]) =>
      `| ${name} | ![${name}, desk](${name}-1280-light.png) | ![${name}, phone, dark](${name}-375-dark.png) |`,
  );
  return [
    '# The console, photographed',
    '',
    'Made by `npm run gallery:console` from the sample data in Debian’s Chromium: at 1280 and 375 px,',
    'light in Japanese and dark in English.',
    '',
    '| page | 1280 px, light | 375 px, dark |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
