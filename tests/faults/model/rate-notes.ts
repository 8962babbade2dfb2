// The note of what was simulated of lanes and their queue, from which the table in docs/operations.md is made.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Growth, growths } from '../../support/growing-queue.ts';
import type { RateFigures } from './rates.ts';

const file = fileURLToPath(new URL('../rates.json', import.meta.url));
const order = Object.keys(growths) as Growth[];

/** Writes a row in its place, by rate and growth. */
export function noteRate(noted: RateFigures): void {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '[]';
  const before = JSON.parse(text) as RateFigures[];
  const others = before.filter(
    ({ rate, growth }) => rate !== noted.rate || growth !== noted.growth,
  );
  const all = [...others, noted].sort(
    (a, b) => a.rate - b.rate || order.indexOf(a.growth) - order.indexOf(b.growth),
  );
  const after = `${JSON.stringify(all, null, 2)}\n`;
  if (after !== text) fs.writeFileSync(file, after);
}
