// `node dev/layers.ts`: holds the sources against the plan of the house; part of `npm run check`.

import fs from 'node:fs';
import { findFaults } from './layers/check.ts';

const files = fs.globSync('{src,emails,dev,bench}/**/*.{ts,tsx}').map((file) => {
  return [file, fs.readFileSync(file, 'utf8')] as const;
});
const faults = findFaults(new Map(files));

if (faults.length > 0) {
  console.error(`${faults.join('\n')}\n\nThe plan of the house: dev/layers/plan.ts`);
  process.exitCode = 1;
}
