// Photographs the golden mails in Chromium for docs/email-gallery: `npm run gallery`.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { gallery, listMails, openCamera, photograph } from './gallery-photos.ts';
import { takeNoArguments } from './usage.ts';

takeNoArguments(`npm run gallery

Photographs the golden mails in Chromium and rewrites docs/email-gallery.`);
/** Written from memory of them, not measured; ours is what the golden files hold. */
const comparison = [
  '## Beside others',
  '',
  'What readers know from the newsletters they like (Axios, Morning Brew, Substack and Ghost, as we',
  'remember them in 2026), and ours before and since these were looked at on a phone of 375 px.',
  '',
  '| trait | in others | ours before | ours now |',
  '|---|---|---|---|',
  '| what is in it | an opening list or a numbered run of items | nothing before the first section | from three sections on, numbers and headings |',
  '| how long it takes | Axios: words and minutes at the top | no | in the line of the day |',
  '| a way to answer | often “just reply” | a link “contact” in the footer | a sentence after the end, where `REPLY_TO` is set |',
  '| a way to pass it on | share buttons, referrals; a forwarded mail takes its unsubscribe link along | no | a new mail with headline and address, nothing of the reader’s |',
  '| the source | links in running text, seldom who and when | publisher, day and title, then the title again in the link | publisher, day and title once; the link says where it leads |',
  '| question and answer | no | an A without its Q | Q above A, of one size, lines under words |',
  '| who speaks | a by-line at the top | a face, half a word where pictures are blocked | a face and its name |',
  '| pictures blocked | mostly empty boxes | boxes with torn pages | words; nothing where there was only decoration |',
  '| the plain part | often made from the HTML, addresses of tracking first | two addresses before the headline | headline first, ways out last, every address in ASCII |',
  '',
  '## All of them',
];

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
    ...comparison,
    '',
    '| mail | 375 px, light | 600 px, dark |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
