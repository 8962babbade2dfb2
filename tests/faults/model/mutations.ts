// The note of what breaks without each safeguard, from which the table in docs/sending.md is made.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Invariant, safeguardNotes } from './safeguards.ts';

/** One row of the table. */
export interface Mutation {
  safeguard: string;
  off: string;
  breaks: Invariant;
  test: string;
}

const file = fileURLToPath(new URL('../mutations.json', import.meta.url));

/** Writes the row of a safeguard whose lack was noticed, in the order of the notes. */
export function noteMutation(noted: Mutation): void {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '[]';
  const before = JSON.parse(text) as Mutation[];
  const all = Object.values(safeguardNotes).flatMap(({ safeguard }) =>
    safeguard === noted.safeguard ? [noted] : before.filter((row) => row.safeguard === safeguard),
  );
  const after = `${JSON.stringify(all, null, 2)}\n`;
  if (after !== text) fs.writeFileSync(file, after);
}
