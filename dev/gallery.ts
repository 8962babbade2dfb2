// Photographs the golden mails in Chromium for docs/email-gallery: `node dev/gallery.ts`.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** One photograph of each mail. The plain ones are named by width and colours alone. */
interface Look {
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
const gallery = new URL('../docs/email-gallery/', import.meta.url);
const mark = new URL('../src/http/assets/mark.png', import.meta.url);

async function photographAll(): Promise<void> {
  const mails = (await readdir(goldens)).filter((name) => name.endsWith('.html')).sort();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--font-render-hinting=none'],
  });
  try {
    await rm(gallery, { recursive: true, force: true });
    await mkdir(gallery, { recursive: true });
    for (const mail of mails) {
      const html = await readFile(new URL(mail, goldens), 'utf8');
      const name = mail.replace(/\.html$/, '');
      const wanted = name === wholeSample ? looks : looks.filter(isShortLook);
      for (const look of wanted) await photograph(browser, name, html, look);
    }
    await writeFile(new URL('README.md', gallery), writeIndex(mails));
  } finally {
    await browser.close();
  }
}

async function photograph(browser: Browser, name: string, html: string, look: Look) {
  const page = await browser.newPage({
    viewport: { width: look.width, height: 600 },
    colorScheme: look.colours,
  });
  await page.route(/^https:/, async (route) => {
    if (look.isBlocked) return route.abort();
    if (route.request().url().endsWith('/mark.png')) {
      return route.fulfill({ path: fileURLToPath(mark) });
    }
    return route.fulfill({ contentType: 'image/svg+xml', body: picture });
  });
  await page.setContent(look.isBare ? html.replace(/<style>.*?<\/style>/gs, '') : html);
  if (look.isLarge) await doubleText(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
  if (overflow > look.width) throw new Error(`${name} at ${look.name} is ${overflow} px wide`);
  const path = fileURLToPath(new URL(`${name}-${look.name}.png`, gallery));
  await page.screenshot({ path, fullPage: true });
  await page.close();
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

function writeIndex(mails: readonly string[]): string {
  const rows = mails.map((mail) => {
    const name = mail.replace(/\.html$/, '');
    return `| ${name} | ![${name}, phone](${name}-375-light.png) | ![${name}, dark](${name}-600-dark.png) |`;
  });
  return [
    '# The mails, photographed',
    '',
    'Made by `node dev/gallery.ts` from `tests/render/golden/` in Debian’s Chromium with the Noto',
    'fonts (`apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji`). `digest-picture` has every',
    'part and is here at 320, 375, 600 and 800 px, light and dark, with images blocked, text at 200 %,',
    'and without `<style>`.',
    '',
    '| mail | 375 px, light | 600 px, dark |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function findChromium(): string {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) throw new Error('Install Chromium, or name it in CHROMIUM');
  return found;
}

/** Stands for a newspaper's photograph: a night train under a moon. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#16213a"/><stop offset=".7" stop-color="#3d4a63"/><stop offset="1" stop-color="#b98a52"/></linearGradient></defs>
<rect width="1200" height="630" fill="url(#s)"/><circle cx="930" cy="130" r="46" fill="#f6e7c4"/>
<path d="M0 420 Q200 330 420 400 T820 380 T1200 410 V630 H0Z" fill="#1c2333"/>
<rect y="440" width="1060" height="96" rx="18" fill="#0f141f"/>
${Array.from({ length: 13 }, (_, n) => `<rect x="${28 + n * 78}" y="464" width="48" height="30" rx="4" fill="${n % 4 === 2 ? '#4b4a44' : '#f2bd5b'}"/>`).join('')}
<rect y="548" width="1200" height="5" fill="#4a4238"/><rect y="560" width="1200" height="70" fill="#0d1017"/></svg>`;

await photographAll();
