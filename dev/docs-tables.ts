// Writes what tests noted into the tables of docs/faults.md, sending.md, operations.md, audience.md and digest-format.md; `--check` only compares.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FormatOutcome } from '../tests/audience/transfer/formats.ts';
import { constructs, readConstruct } from '../tests/digest/constructs.ts';
import type { Mutation } from '../tests/faults/model/mutations.ts';
import type { RateFigures } from '../tests/faults/model/rates.ts';
import type { FaultOutcome } from '../tests/faults/prove.ts';

const documents = {
  faults: new URL('../docs/faults.md', import.meta.url),
  sending: new URL('../docs/sending.md', import.meta.url),
  operations: new URL('../docs/operations.md', import.meta.url),
  audience: new URL('../docs/audience.md', import.meta.url),
  'digest-format': new URL('../docs/digest-format.md', import.meta.url),
};
const notes = {
  faults: new URL('../tests/faults/outcomes.json', import.meta.url),
  mutations: new URL('../tests/faults/mutations.json', import.meta.url),
  rates: new URL('../tests/faults/rates.json', import.meta.url),
  formats: new URL('../tests/audience/transfer/formats.json', import.meta.url),
};
type Document = keyof typeof documents;
const all = Object.keys(documents) as Document[];

const growthWords: Record<RateFigures['growth'], string> = {
  promptly: 'as many as messages wait',
  one_by_one: 'one at a time',
  never: 'never',
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) writeTables();
  else if (all.some((name) => renderDocument(name) !== fs.readFileSync(documents[name], 'utf8'))) {
    console.error('The tables in docs are not those of the tests: node dev/docs-tables.ts');
    process.exitCode = 1;
  }
}

export function writeTables(): void {
  for (const name of all) fs.writeFileSync(documents[name], renderDocument(name));
}

/** The document with its tables as the tests noted them last. */
export function renderDocument(name: Document): string {
  const text = fs.readFileSync(documents[name], 'utf8');
  if (name === 'operations') {
    return fillIn(text, 'rates', renderRates(readNotes<RateFigures>(notes.rates)));
  }
  if (name === 'audience') {
    return fillIn(text, 'formats', renderFormats(readNotes<FormatOutcome>(notes.formats)));
  }
  if (name === 'digest-format') return fillIn(text, 'constructs', renderConstructs());
  if (name === 'faults') {
    return fillIn(text, 'faults', renderFaults(readNotes<FaultOutcome>(notes.faults)));
  }
  return fillIn(text, 'mutations', renderMutations(readNotes<Mutation>(notes.mutations)));
}

/** Throws if one of the matrix has no test that passed. */
function renderFaults(outcomes: readonly FaultOutcome[]): string {
  const proved = new Set(outcomes.map(({ fault }) => fault));
  const missing = Array.from({ length: 39 }, (_, n) => `F${n + 1}`).filter((f) => !proved.has(f));
  if (missing.length > 0) throw new Error(`No test has noted an outcome of ${missing.join(', ')}`);
  const rows = outcomes.map(({ fault, test, outcome, lost, duplicated }) => [
    fault,
    test.replace(`${fault} `, ''),
    outcome,
    String(lost),
    String(duplicated),
  ]);
  return renderTable(['', 'test', 'what came of it', 'lost', 'twice'], rows);
}

function renderMutations(mutations: readonly Mutation[]): string {
  const rows = mutations.map(({ safeguard, off, breaks }) => [safeguard, off, breaks]);
  return renderTable(['safeguard', 'switched off', 'breaks'], rows);
}

function renderRates(figures: readonly RateFigures[]): string {
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
  const rows = figures.map(({ rate, growth, firstMinute, after, all: whole, mostConsumers }) => [
    String(rate),
    growthWords[growth],
    percent(firstMinute),
    percent(after),
    percent(whole),
    String(mostConsumers),
  ]);
  return renderTable(
    [
      'calls granted a second',
      'consumers are added',
      'first minute',
      'the nine after',
      'all ten',
      'consumers at most',
    ],
    rows,
  );
}

function renderFormats(outcomes: readonly FormatOutcome[]): string {
  const rows = outcomes.map(({ service, columns, became }) => [
    service,
    ...[columns, became.confirmed, became.pending, became.unsubscribed].map((words = []) =>
      words.map((word) => `\`${word}\``).join(' '),
    ),
  ]);
  return renderTable(['', 'says it in', 'comes as asked', 'pending', 'unsubscribed'], rows);
}

function renderConstructs(): string {
  const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
  const rows = constructs.map(([name, example]) => {
    const { texts, warnings } = readConstruct(example);
    const named = [...new Set(warnings.map(({ message }) => message))].join('; ');
    return [name, code(example), texts.map(code).join(' '), named.replace(/[*_`<]/g, '\\$&')];
  });
  return renderTable(['', 'written', 'in the digest', 'named in `warnings`'], rows);
}

export function renderTable(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** Puts `content` between the markers of `name`; throws if they are not there. */
export function fillIn(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The document has no place for ${name}`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** The tests wrote the file in the shape of their own rows. */
function readNotes<Row>(file: URL): Row[] {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Row[];
}
