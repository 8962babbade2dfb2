// `node dev/source-tables.ts`: measures reading and gate on their cases, reads what the tests of models noted, and writes the tables of docs/sources.md.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measurePoints, sumUp } from '../bench/proposals.ts';
import { meanOf, measureExtraction } from '../tests/proposals/articles/extraction.ts';
import type { WrongOutcome } from '../tests/proposals/models/wrong-outcome.ts';
import { measureGate } from '../tests/proposals/points/gate-cases.ts';
import { fillIn, renderTable } from './docs-tables.ts';

const document = new URL('../docs/sources.md', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.writeFileSync(document, await renderSources());
}

/** The document with its tables as they are measured now. */
export async function renderSources(): Promise<string> {
  const text = fs.readFileSync(document, 'utf8');
  const read = fillIn(text, 'extraction', await renderExtraction());
  const measured = fillIn(fillIn(read, 'points', renderPoints()), 'gate', renderGate());
  return fillIn(measured, 'models', renderModels());
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

function renderPoints(): string {
  const pages = measurePoints();
  const names = {
    ours: 'ours',
    lead: 'the first three sentences',
    cutLead: 'as many of them as fit',
  };
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return renderTable(
    [
      'points',
      'words covered',
      'in common',
      'characters',
      'covered by 100',
      'over the amount',
      'grounded',
    ],
    (['ours', 'lead', 'cutLead'] as const).map((whose) => {
      const sum = sumUp(pages, whose);
      return [
        names[whose],
        percent(sum.coverage),
        percent(sum.redundancy),
        String(sum.characters),
        percent(sum.coveragePer100),
        `${sum.over} of ${pages.length}`,
        percent(sum.grounded),
      ];
    }),
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

/** As tests/proposals/models/wrong-answers.test.ts noted it last. */
function renderModels(): string {
  const file = new URL('../tests/proposals/models/wrong-answers.json', import.meta.url);
  const outcomes = JSON.parse(fs.readFileSync(file, 'utf8')) as WrongOutcome[];
  const show = ({ asked, by, points, grounded, warning }: WrongOutcome['always']) => {
    const who = by === 'model' ? 'the model' : 'the default';
    const flag = warning === null ? '' : `, \`${warning}\``;
    return `${who}, ${grounded} of ${points} grounded, asked ${asked}×${flag}`;
  };
  return renderTable(
    ['answer', 'each time: written by', 'the first time, then right: written by'],
    outcomes.map(({ name, always, once }) => [name, show(always), show(once)]),
  );
}
