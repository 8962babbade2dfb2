// Writes the tables of docs/sending.md from what the tests noted; `--check` only compares.
// Each table stands between `<!-- NAME:start -->` and `<!-- NAME:end -->`: add one to `tables`.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface FaultOutcome {
  fault: string;
  test: string;
  outcome: string;
  lost: number;
  duplicated: number;
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const document = path.join(root, 'docs/sending.md');

/** Name of the markers → the text between them. */
const tables: Record<string, () => string> = {
  faults: drawFaults,
};

const before = fs.readFileSync(document, 'utf8');
const after = Object.entries(tables).reduce(replaceTable, before);
if (!process.argv.includes('--check')) fs.writeFileSync(document, after);
else if (after !== before) {
  console.error('docs/sending.md is behind the tests: run `node dev/docs-tables.ts`.');
  process.exitCode = 1;
}

function replaceTable(text: string, [name, draw]: [string, () => string]): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/sending.md has no markers ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n${draw()}${text.slice(to)}`;
}

/** tests/faults/outcomes.json; throws if a fault has no test. */
function drawFaults(): string {
  const file = path.join(root, 'tests/faults/outcomes.json');
  const noted: FaultOutcome[] = JSON.parse(fs.readFileSync(file, 'utf8'));
  const proved = new Set(noted.map(({ fault }) => fault));
  const missing = Array.from({ length: 30 }, (_, n) => `F${n + 1}`).filter((f) => !proved.has(f));
  if (missing.length > 0) throw new Error(`No outcome of ${missing.join(', ')}`);
  const rows = noted.map(({ fault, test, outcome, lost, duplicated }) =>
    [fault, test.slice(fault.length + 1), outcome, lost, duplicated].map(escapeCell).join(' | '),
  );
  const head = ['| fault | test | outcome | lost | twice |', '|---|---|---|---|---|'];
  return [...head, ...rows.map((row) => `| ${row} |`)].join('\n').concat('\n');
}

function escapeCell(value: string | number): string {
  return String(value).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
