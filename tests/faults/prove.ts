// A fault's test, and the note of its outcome from which the table in docs/sending.md is made.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Verdict } from './witness.ts';

/** One row of the table. */
export interface FaultOutcome {
  fault: string;
  test: string;
  /** What became of the send, in one sentence. */
  outcome: string;
  lost: number;
  duplicated: number;
}

const file = fileURLToPath(new URL('./outcomes.json', import.meta.url));

/**
 * Runs as the test `F7 a used-up daily quota …`. Passes if nobody was lost and nobody got two, and
 * then notes `outcome`.
 */
export function proveFault(
  fault: `F${number}`,
  name: string,
  outcome: string,
  run: () => Promise<Verdict | Verdict[]>,
  timeoutMs = 90_000,
): void {
  test(
    `${fault} ${name}`,
    async () => {
      const verdicts = [await run()].flat();
      const lost = verdicts.reduce((sum, verdict) => sum + verdict.lost, 0);
      const duplicated = verdicts.reduce((sum, verdict) => sum + verdict.duplicated, 0);
      expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
      noteOutcome({ fault, test: `${fault} ${name}`, outcome, lost, duplicated });
    },
    timeoutMs,
  );
}

/** Sorted by fault and name, so that a run in any order gives the same file. */
function noteOutcome(noted: FaultOutcome): void {
  const before: FaultOutcome[] = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : [];
  const all = [...before.filter(({ test: name }) => name !== noted.test), noted].sort(
    (a, b) => numberOf(a) - numberOf(b) || (a.test < b.test ? -1 : 1),
  );
  const text = `${JSON.stringify(all, null, 2)}\n`;
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}

const numberOf = ({ fault }: FaultOutcome) => Number(fault.slice(1));
