// Photographs the golden mails in Chromium for docs/email-gallery: `npm run gallery`.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { gallery, listMails, openCamera, photograph } from './gallery-photos.ts';
import { takeNoArguments } from './usage.ts';

takeNoArguments(`npm run gallery

Photographs the golden mails in Chromium and rewrites docs/email-gallery.`);
const mails = await listMails();
const browser = await openCamera();
try {
  await rm(gallery, { recursive: true, force: true });
  await mkdir(gallery, { recursive: true });
  for (const { name, html, looks } of mails) {
    for (const look of looks) {
      const png = await photograph(browser, html, look);
      await writeFile(new URL(`${name}-${look.name}.png`, gallery), png);
    }
  }
  await writeFile(new URL('README.md', gallery), writeIndex(mails.map(({ name }) => name)));
} finally {
  await browser.close();
}

function writeIndex(names: readonly string[]): string {
  const rows = names.map(
    (name) =>
      `| ${name} | ![${name}, phone](${name}-375-light.png) | ![${name}, dark](${name}-600-dark.png) |`,
  );
  return [
    '# The mails, photographed',
    '',
    'Made by `npm run gallery` from `tests/render/golden/` in Debian’s Chromium (`apt-get install',
    'chromium fonts-noto-cjk fonts-noto-color-emoji fonts-liberation`). `digest-picture` has every part',
    'and is here at 320, 375, 600 and 800 px, light and dark, with images blocked, text at 200 %, and',
    'without `<style>`. `npm run test:e2e` takes them all again and compares.',
    '',
    '| mail | 375 px, light | 600 px, dark |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
