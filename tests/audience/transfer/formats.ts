// What became of the files of other services, noted for the table in docs/audience.md.

import fs from 'node:fs';
import type { ColumnReport } from '../../../src/audience/transfer/import/schema.ts';
import { formatFiles } from './format-files.ts';

/** A row of the table in docs/audience.md. */
export interface FormatOutcome {
  service: string;
  /** The columns that say who gets mail. */
  columns: string[];
  /** Words by what they became. */
  became: Record<string, string[]>;
}

const notes = new URL('./formats.json', import.meta.url);

/** Writes the note, if it is another than before. */
export function noteFormat(service: string, report: readonly ColumnReport[]): void {
  const columns = report.filter(({ as }) => as === 'status');
  note({
    service,
    columns: columns.map(({ column }) => column),
    became: groupWords(columns.flatMap(({ words = [] }) => words)),
  });
}

function groupWords(words: readonly { word: string; status: string }[]) {
  const became: FormatOutcome['became'] = { confirmed: [], pending: [], unsubscribed: [] };
  for (const { word, status } of words) {
    if (word !== '' && !became[status]?.includes(word)) became[status]?.push(word);
  }
  return became;
}

/** In the order of the files, whatever the order of the run. */
function note(noted: FormatOutcome): void {
  const order = formatFiles.map(({ service }) => service);
  const before: FormatOutcome[] = fs.existsSync(notes)
    ? JSON.parse(fs.readFileSync(notes, 'utf8'))
    : [];
  const all = [...before.filter(({ service }) => service !== noted.service), noted]
    .filter(({ service }) => order.includes(service))
    .sort((a, b) => order.indexOf(a.service) - order.indexOf(b.service));
  const text = `${JSON.stringify(all, null, 2)}\n`;
  if (!fs.existsSync(notes) || fs.readFileSync(notes, 'utf8') !== text)
    fs.writeFileSync(notes, text);
}
