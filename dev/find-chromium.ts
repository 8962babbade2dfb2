// Where this machine keeps its browser.

import { existsSync } from 'node:fs';

/** What Debian calls what photographs and browser tests need. */
export const packages = 'chromium fonts-noto-cjk fonts-noto-color-emoji fonts-liberation';

/** The program's path; throws with what to do where there is none. */
export function findChromium(): string {
  const { CHROMIUM_PATH, CHROMIUM } = process.env;
  const places = [CHROMIUM_PATH, CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found !== undefined) return found;
  throw new Error(`No browser found: apt-get install ${packages}, or name one in CHROMIUM_PATH`);
}
