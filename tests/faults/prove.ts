// A fault's test, and the note of its outcome from which the table in docs/faults.md is made.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Verdict } from './witness.ts';

/** One row of the table. */
export interface FaultOutcome {
  fault: string;
  test: string;
  /** Under tests/faults. */
  file: string;
  /** What became of the send, in one sentence. */
  outcome: string;
  lost: number;
  duplicated: number;
}

/** Those of this file: vitest loads this module anew for each. */
const registered = new Set<string>();
const noteFile = fileURLToPath(new URL('./outcomes.json', import.meta.url));

/**
 * Runs as the test `F7 a used-up daily quota …`. Passes if nobody was lost and nobody got two, and
 * then notes `outcome`.
 */
export function proveFault(
  fault: `F${number}`,
  name: string,
  outcome: string,
  run: () => Promise<Verdict | Verdict[]>,
  timeoutMs = 480_000,
): void {
  const title = `${fault} ${name}`;
  registered.add(title);
  test(
    title,
    async () => {
      const verdicts = [await run()].flat();
      const lost = verdicts.reduce((sum, verdict) => sum + verdict.lost, 0);
      const duplicated = verdicts.reduce((sum, verdict) => sum + verdict.duplicated, 0);
      expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
      const file = path.basename(expect.getState().testPath ?? '');
      noteOutcome({ fault, test: title, file, outcome, lost, duplicated });
    },
    timeoutMs,
  );
}

/**
 * Sorted by fault and name, so that a run in any order gives the same file. Tests that this file no
 * longer has are forgotten.
 */
function noteOutcome(noted: FaultOutcome): void {
  const text = fs.existsSync(noteFile) ? fs.readFileSync(noteFile, 'utf8') : '[]';
  const before: FaultOutcome[] = JSON.parse(text);
  const others = before.filter(
    ({ test: title, file }) =>
      title !== noted.test && (file !== noted.file || registered.has(title)),
  );
  const all = [...others, noted].sort(
    (a, b) => numberOf(a) - numberOf(b) || (a.test < b.test ? -1 : 1),
  );
  const after = `${JSON.stringify(all, null, 2)}\n`;
  if (after === text) return;
  // Whole or not at all, for files that run beside this one.
  const whole = `${noteFile}.${process.pid}`;
  fs.writeFileSync(whole, after);
  fs.renameSync(whole, noteFile);
}

const numberOf = ({ fault }: FaultOutcome) => Number(fault.slice(1));
