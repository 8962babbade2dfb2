// CSV cells that no spreadsheet takes for a formula, and that come back unchanged.

/** What Excel, Numbers and Calc may read as a formula at the start of a cell, also in full width. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/;

/** Puts an apostrophe before what could be a formula (OWASP, "CSV Injection"). */
export function guardCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Takes away the apostrophe of `guardCell`: `unguardCell(guardCell(text)) === text`. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && guarded.test(text) ? text.slice(1) : text;
}

/** One line of CSV (RFC 4180), its cells guarded, with its line end. */
export function writeCsvRow(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => quoteCell(guardCell(String(cell)))).join(',')}\r\n`;
}

function quoteCell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
