// How the golden mails are photographed: in which looks, with which fonts, by which browser.

import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, packages } from './find-chromium.ts';

/** One photograph of each mail. The plain ones are named by width and colours alone. */
export interface Look {
  name: string;
  width: number;
  colours: 'light' | 'dark';
  /** Images blocked, as many clients do until the reader asks for them. */
  isBlocked?: boolean;
  /** Text at 200 %, as a reader with weak eyes has it. */
  isLarge?: boolean;
  /** `<style>` taken away, as Gmail does for some accounts. */
  isBare?: boolean;
}

const looks: Look[] = [
  ...[320, 375, 600, 800].flatMap((width): Look[] => [
    { name: `${width}-light`, width, colours: 'light' },
    { name: `${width}-dark`, width, colours: 'dark' },
  ]),
  { name: '375-light-images-blocked', width: 375, colours: 'light', isBlocked: true },
  { name: '375-light-text-200', width: 375, colours: 'light', isLarge: true },
  { name: '600-light-without-style', width: 600, colours: 'light', isBare: true },
];

/** Short and with every part of a mail: photographed in all looks, the others in two. */
const wholeSample = 'digest-picture';

const goldens = new URL('../tests/render/golden/', import.meta.url);
export const gallery = new URL('../docs/email-gallery/', import.meta.url);
const mark = new URL('../src/http/assets/mark.png', import.meta.url);

/** All mails with the looks each is photographed in. */
export async function listMails(): Promise<{ name: string; html: string; looks: Look[] }[]> {
  const files = (await readdir(goldens)).filter((name) => name.endsWith('.html')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.html$/, '');
      const html = await readFile(new URL(file, goldens), 'utf8');
      return { name, html, looks: name === wholeSample ? looks : looks.filter(isShortLook) };
    }),
  );
}

/** Debian's Chromium, with the fonts that the kept photographs were taken with. */
export async function openCamera(): Promise<Browser> {
  demandFonts();
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--font-render-hinting=none'],
  });
}

/** Opens a mail as a client would show it; throws if it is wider than the screen. */
export async function openMail(browser: Browser, html: string, look: Look): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: look.width, height: 600 },
    colorScheme: look.colours,
  });
  await page.route(/^https:/, async (route) => {
    if (look.isBlocked) return route.abort();
    if (route.request().url().endsWith('/mark.png')) {
      return route.fulfill({ path: fileURLToPath(mark) });
    }
    const body = route.request().url().endsWith('/logo.png') ? logo : picture;
    return route.fulfill({ contentType: 'image/svg+xml', body });
  });
  await page.setContent(look.isBare ? html.replace(/<style>.*?<\/style>/gs, '') : html);
  if (look.isLarge) await doubleText(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
  if (overflow > look.width) throw new Error(`At ${look.name} the mail is ${overflow} px wide`);
  return page;
}

/** The whole mail as a PNG. */
export async function photograph(browser: Browser, html: string, look: Look): Promise<Buffer> {
  const page = await openMail(browser, html, look);
  const png = await page.screenshot({ fullPage: true });
  await page.close();
  return png;
}

function isShortLook({ name }: Look): boolean {
  return name === '375-light' || name === '600-dark';
}

/** Text alone grows, not the page: what Android and iOS do. */
async function doubleText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const elements = [...document.querySelectorAll<HTMLElement>('body *')];
    const sizes = elements.map((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    elements.forEach((element, index) => {
      element.style.setProperty('font-size', `${(sizes[index] ?? 16) * 2}px`, 'important');
    });
  });
}

/** Other fonts make other lines, and every photograph a different one. */
function demandFonts(): void {
  const wanted = ['Noto Serif CJK JP', 'Noto Sans CJK JP', 'Noto Color Emoji', 'Liberation Sans'];
  const found = execFileSync('fc-list', [':', 'family'], { encoding: 'utf8' });
  const missing = wanted.filter((family) => !found.includes(family));
  if (missing.length === 0) return;
  throw new Error(`Fonts are missing (${missing.join(', ')}): apt-get install ${packages}`);
}

/** Stands for a newspaper's photograph: a night train under a moon. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#16213a"/><stop offset=".7" stop-color="#3d4a63"/><stop offset="1" stop-color="#b98a52"/></linearGradient></defs>
<rect width="1200" height="630" fill="url(#s)"/><circle cx="930" cy="130" r="46" fill="#f6e7c4"/>
<path d="M0 420 Q200 330 420 400 T820 380 T1200 410 V630 H0Z" fill="#1c2333"/>
<rect y="440" width="1060" height="96" rx="18" fill="#0f141f"/>
${Array.from({ length: 13 }, (_, n) => `<rect x="${28 + n * 78}" y="464" width="48" height="30" rx="4" fill="${n % 4 === 2 ? '#4b4a44' : '#f2bd5b'}"/>`).join('')}
<rect y="548" width="1200" height="5" fill="#4a4238"/><rect y="560" width="1200" height="70" fill="#0d1017"/></svg>`;

/** Stands for a list's own logo: a boat between two waves. */
const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120" viewBox="0 0 120 120">
<g fill="none" stroke="#1f5f8b" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">
<path d="M60 14 V62 M60 22 Q90 40 92 62 H30 Q34 44 60 30"/><path d="M20 76 H100 Q92 92 78 92 H42 Q28 92 20 76Z"/>
<path d="M12 108 q12 -9 24 0 t24 0 24 0 24 0"/></g></svg>`;
