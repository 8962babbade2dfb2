// Rows for people, in columns that full-width characters do not move; `--json` gives programs the same.

import { rowColumns } from '../../src/digest/checks/columns.ts';

/** Prints rows under their head; the last column is as long as it likes. */
export function showTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none = 'None.',
): void {
  const lines = rows.length === 0 ? [[none]] : [head, ...rows];
  const widths = head.map((_, n) => Math.max(...lines.map((cells) => widthOf(cells[n] ?? ''))));
  for (const cells of lines) {
    const padded = cells.map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - widthOf(cell)));
    console.log(padded.join('  ').trimEnd());
  }
}

export function showJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** A moment as the clock on the wall of this machine shows it, to the minute. */
export function showMoment(at: string | null): string {
  return at === null ? '' : new Date(at).toLocaleString('sv-SE').slice(0, 16);
}

function widthOf(cell: string): number {
  return rowColumns(cell, 'ja');
}
