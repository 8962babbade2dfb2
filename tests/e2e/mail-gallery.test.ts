// The photographs in docs/email-gallery are those of today's mails.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gallery, listMails, openCamera, photograph } from '../../dev/gallery-photos.ts';

/** Share of pixels that may differ: another build of Chromium softens edges in its own way. */
const tolerance = 0.01;
const differences = new URL('../../node_modules/.cache/email-gallery/', import.meta.url);

const mails = await listMails();
let browser: Awaited<ReturnType<typeof openCamera>>;
beforeAll(async () => {
  browser = await openCamera();
});
afterAll(() => browser?.close());

test.each(mails)(
  '$name looks as it does in the gallery (npm run gallery, and look)',
  async (mail) => {
    for (const look of mail.looks) {
      const file = `${mail.name}-${look.name}.png`;
      const kept = new URL(file, gallery);
      expect([file, existsSync(kept)]).toEqual([file, true]);
      const now = PNG.sync.read(await photograph(browser, mail.html, look));
      const then = PNG.sync.read(await readFile(kept));
      const { share, picture } = compare(now, then);
      if (share > tolerance) {
        await mkdir(differences, { recursive: true });
        await writeFile(new URL(file, differences), PNG.sync.write(picture));
      }
      expect([file, share <= tolerance, share]).toEqual([file, true, share]);
    }
  },
  120_000,
);

test('the gallery holds no photograph of a mail that is gone', async () => {
  const wanted = mails.flatMap(({ name, looks }) =>
    looks.map((look) => `${name}-${look.name}.png`),
  );
  const kept = (await readdir(gallery)).filter((name) => name.endsWith('.png'));
  expect(kept.sort()).toEqual(wanted.sort());
});

/** A picture of another size is compared where both are, and differs in all the rest. */
function compare(now: PNG, then: PNG): { share: number; picture: PNG } {
  const [width, height] = [Math.min(now.width, then.width), Math.min(now.height, then.height)];
  const picture = new PNG({ width, height });
  const [a, b] = [crop(now, width, height), crop(then, width, height)];
  const different = pixelmatch(a.data, b.data, picture.data, width, height, { threshold: 0.15 });
  const all = Math.max(now.width * now.height, then.width * then.height);
  return { share: (different + all - width * height) / all, picture };
}

function crop(source: PNG, width: number, height: number): PNG {
  const target = new PNG({ width, height });
  PNG.bitblt(source, target, 0, 0, width, height, 0, 0);
  return target;
}
