// `node dev/source-tables.ts`: measures reading and gate on their cases, and writes the tables of docs/sources.md.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { meanOf, measureExtraction } from '../tests/proposals/articles/extraction.ts';
import { measureGate } from '../tests/proposals/points/gate-cases.ts';
import { fillIn, renderTable } from './docs-tables.ts';

const document = new URL('../docs/sources.md', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.writeFileSync(document, await renderSources());
}

/** The document with its tables as they are measured now. */
export async function renderSources(): Promise<string> {
  const text = fs.readFileSync(document, 'utf8');
  return fillIn(fillIn(text, 'extraction', await renderExtraction()), 'gate', renderGate());
}

async function renderExtraction(): Promise<string> {
  const rows = await measureExtraction();
  const show = (value: number | null) => (value === null ? 'thin' : value.toFixed(3));
  const mean = (values: readonly (number | null)[]) => meanOf(values).toFixed(3);
  return renderTable(
    ['page', 'what it has', 'ours', 'bare Readability'],
    [
      ...rows.map(({ page, ours, bare }) => [
        page.name,
        page.trait,
        show(ours),
        bare === null ? '' : bare.toFixed(3),
      ]),
      ['**mean**', '', mean(rows.map(({ ours }) => ours)), mean(rows.map(({ bare }) => bare))],
    ],
  );
}

function renderGate(): string {
  const rows = measureGate();
  return renderTable(
    ['change', 'language', 'pairs', 'held for what they are', 'let through or refused wrongly'],
    rows.map(({ change, language, pairs, hits }) => [
      change,
      language,
      String(pairs),
      String(hits),
      String(pairs - hits),
    ]),
  );
}
