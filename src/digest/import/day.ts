// Days as people write them, read into YYYY-MM-DD.

const numeric = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/u;
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)/iu;
const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu;
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Words before it, a weekday and a time behind it included. */
export const longestDay = 100;

/**
 * The day a text begins with: 2025/3/14, 2025年3月14日, March 14, 2025 or 14 Mar 2025, full-width
 * digits included. A time or a weekday may follow. Null for anything else and for days that do
 * not exist.
 */
export function readDay(text: string): string | null {
  const plain = text.slice(0, longestDay).normalize('NFKC').trim();
  const [, y, m, d] = numeric.exec(plain) ?? [];
  if (y && m && d) return toDay(Number(y), Number(m), Number(d));
  const [, d2, name2, y2] = dayFirst.exec(plain) ?? [];
  if (d2 && name2 && y2) return toDay(Number(y2), toMonth(name2), Number(d2));
  const [, name3, d3, y3] = monthFirst.exec(plain) ?? [];
  if (name3 && d3 && y3) return toDay(Number(y3), toMonth(name3), Number(d3));
  return null;
}

function toMonth(name: string): number {
  return months.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
}

function toDay(year: number, month: number, day: number): string | null {
  const written = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written) return null;
  return written;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
