// `node dev/lock-engines.ts`, after `npm install` has written package-lock.json: no warnings of what does not matter.
//
// Every npm script runs on the Node 24 that the package `node` brings, the tools that ask for more than
// Node 20 with it. But npm compares their wish with the Node that runs npm, and on Node 20 prints thirty
// lines of EBADENGINE. It reads the wishes from the lockfile: there, those that our own Node fulfils and
// Node 20 does not need not stand. A wish that ours does not fulfil stays, and warns everybody.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Lockfile {
  packages: Record<string, { version?: string; engines?: { node?: string } }>;
}

const file = new URL('../package-lock.json', import.meta.url);
const oldestMajor = 20;

/** The places of the packages that ask for more than Node 20 and get it from ours. */
export function findFulfilledEngines({ packages }: Lockfile): string[] {
  const ours = packages['node_modules/node']?.version ?? '';
  return Object.entries(packages).flatMap(([place, { engines }]) => {
    const ranges = (engines?.node ?? '*').split('||').map(readRange);
    const asksMore = ranges.every(({ major }) => major > oldestMajor);
    const isFulfilled = ranges.some(
      ({ sign, from, major }) =>
        ours.localeCompare(from, 'en', { numeric: true }) >= 0 &&
        (sign === '>=' || Number.parseInt(ours, 10) === major),
    );
    return asksMore && isFulfilled ? [place] : [];
  });
}

/** `>=22.12.0` and `^24.0.0`; of any other form it asks for nothing that we know of. */
function readRange(range: string): { sign: string; from: string; major: number } {
  const [, sign = '', from = '0'] = /^\s*(>=|\^)\s*(\d[\d.]*)\s*$/.exec(range) ?? [];
  return { sign, from, major: Number.parseInt(from, 10) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lockfile = JSON.parse(fs.readFileSync(file, 'utf8')) as Lockfile;
  const places = findFulfilledEngines(lockfile);
  for (const place of places) delete lockfile.packages[place]?.engines;
  fs.writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(places.length === 0 ? 'Nothing to do.' : `No longer asks: ${places.join(', ')}`);
}
