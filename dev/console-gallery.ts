// Photographs the console's pages for docs/console: `npm run gallery:console`.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { openCamera } from './gallery-photos.ts';
import { freePort } from './postgres.ts';
import { takeNoArguments } from './usage.ts';

takeNoArguments(`npm run gallery:console

Starts everything with sample data on free ports, photographs the console's pages in Chromium at 375
and 1280 px, light in Japanese and dark in English, and rewrites docs/console.`);

/** What is photographed; `DIGEST` and `SEND` stand for the newest of each. Add your page here. */
const pages: readonly (readonly [string, string])[] = [
  ['today', '/console'],
  ['digests', '/console/digests'],
  ['new-digest', '/console/digests/new'],
  ['sends', '/console/sends'],
  ['lists', '/console/lists'],
  ['list', '/console/lists/digest'],
  ['health', '/console/health'],
  ['find', '/console/find?q=a'],
  ['send', '/console/sends/SEND'],
  ['review', '/console/digests/DIGEST/review'],
  ['editor', '/console/digests/DIGEST'],
  ['settings', '/console/settings'],
  ['parts', '/console/parts'],
];

const looks = [
  { width: 1280, colorScheme: 'light', locale: 'ja-JP' },
  { width: 1280, colorScheme: 'dark', locale: 'en-GB' },
  { width: 375, colorScheme: 'light', locale: 'ja-JP' },
  { width: 375, colorScheme: 'dark', locale: 'en-GB' },
] as const;

const folder = new URL('../docs/console/', import.meta.url);
const stack = await startStack();
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
    for (const [name, address] of wanted) {
      await photograph(page, stack.url + address, `${name}-${look.width}-${look.colorScheme}.png`);
    }
    await context.close();
  }
  await writeFile(new URL('README.md', folder), writeIndex());
} finally {
  await browser.close();
  await stack.stop();
}

/** Waits for the line `console …`, which comes last. */
async function startStack() {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-console-'));
  const [port, mailboxPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['dev/stack.ts'], {
    cwd: new URL('..', import.meta.url),
    env: {
      ...process.env,
      PORT: String(port),
      MAILBOX_PORT: String(mailboxPort),
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let link: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    link = /^console (\S+)/.exec(line)?.[1];
    if (link !== undefined) break;
  }
  child.stdout.resume();
  if (link === undefined) throw new Error('The stack ended before it said where the console is.');
  return {
    url: new URL(link).origin,
    signIn: link,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
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
  return pages.map(([name, address]) => [
    name,
    address.replace('DIGEST', digest).replace('SEND', send),
  ]);
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
