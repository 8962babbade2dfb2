// Days as people write them, read into YYYY-MM-DD.

import { readKanji } from '../../base/kanji-number.ts';

/** Words before it, a weekday and a time behind it included. */
export const longestDay = 100;

export interface FoundDay {
  /** Null if it names a day that does not exist, or could be two. */
  day: string | null;
  /** What is wrong with it then. */
  why: string;
  /** What follows the day and its weekday. */
  rest: string;
}

/** The day a text begins with as YYYY-MM-DD, or null: `findDay` without what is around it. */
export function readDay(text: string): string | null {
  return findDay(text)?.day ?? null;
}

/**
 * The day a text begins with: 2025/3/14, 20250314, 2025年3月14日, 令和7年3月14日, R7.3.14,
 * 二〇二五年三月十四日, March 14, 2025, 14 Mar 2025, 14.3.2025, '25/3/14; a weekday or a time may stand
 * before it, full-width digits are digits. Null for anything else.
 */
export function findDay(text: string): FoundDay | null {
  const plain = simplify(text);
  for (const { pattern, read } of forms) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const found = read(match.slice(1));
    if (found === null) continue;
    return { ...found, rest: plain.slice(match[0].length).replace(weekdayBehind, '').trim() };
  }
  return null;
}

/** NFKC, no brackets around, kanji numerals as digits, the year said once. */
function simplify(text: string): string {
  return text
    .slice(0, longestDay)
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/^[\s([【〔<「]+/u, '')
    .replace(/元(?=年)/u, '1')
    .replace(/[〇零一二三四五六七八九十百千]{1,9}(?=\s*[年月日])/gu, readKanji)
    .replace(/\(\s*(?:明治|大正|昭和|平成|令和)?\s*\d{1,4}\s*年?\s*\)(?=\s*[年\d])/u, '')
    .replace(clockBefore, '')
    .replace(weekdayBefore, '')
    .trim();
}

const weekday =
  '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[月火水木金土日](?:曜日?)?)';
const weekdayBefore = new RegExp(`^${weekday}[).]?(?:\\s*[,、]\\s*|\\s+)`, 'iu');
const weekdayBehind = new RegExp(
  `^\\s*日?\\s*[,、]?\\s*[([]?${weekday}[)\\]]?(?![a-z月火-])`,
  'iu',
);
const clockBefore =
  /^\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}(?![a-z]))?\s*,?\s+(?:on\s+)?/iu;

type Reading = Pick<FoundDay, 'day' | 'why'>;

const eras: Readonly<Record<string, number>> = {
  ...{ 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 },
  ...{ M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 },
};
const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** First match wins; a form may still say no. */
const forms: readonly { pattern: RegExp; read: (parts: string[]) => Reading | null }[] = [
  {
    pattern: /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/u,
    read: ([y, m, d]) => toDay(y, m, d),
  },
  { pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/u, read: ([y, m, d]) => toDay(y, m, d) },
  {
    pattern:
      /^(明治|大正|昭和|平成|令和|[MTSHR])\.?\s*(\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/u,
    read: ([era = '', y, m, d]) => toDay((eras[era] ?? 0) + Number(y), m, d),
  },
  {
    pattern: /^(?:'(\d{2})\s*[-/.年]|(\d{2})\s*年)\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?/u,
    read: ([short, year, m, d]) => toDay(2000 + Number(short ?? year), m, d),
  },
  {
    pattern: /^(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4})(?!\d)/u,
    read: ([d, m, y]) => toDay(y, m, d),
  },
  {
    pattern: /^(\d{1,2})\s*[-/]\s*(\d{1,2})\s*[-/]\s*(\d{4})(?!\d)/u,
    read: ([a, b, y]) => chooseOrder(a, b, y),
  },
  {
    pattern: /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})(?!\d)/iu,
    read: ([d, name = '', y]) => toNamedDay(y, name, d),
  },
  {
    pattern: /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu,
    read: ([name = '', d, y]) => toNamedDay(y, name, d),
  },
];

/** 03/14/2025 and 14/03/2025 can only be one day, 03/04/2025 is another one here and there. */
function chooseOrder(a: string | undefined, b: string | undefined, year: string | undefined) {
  const [first, second] = [Number(a), Number(b)];
  if (first > 12 || second > 12 || first === second) {
    return first > 12 ? toDay(year, second, first) : toDay(year, first, second);
  }
  return { day: null, why: 'it could be two days' };
}

function toNamedDay(year: string | undefined, name: string, day: string | undefined) {
  const month = monthNames.findIndex((known) => known.startsWith(name.toLowerCase())) + 1;
  return month === 0 ? null : toDay(year, month, day);
}

type Part = number | string | undefined;

function toDay(year: Part, month: Part, day: Part): Reading {
  const pad = (value: Part, length: number) => String(Number(value)).padStart(length, '0');
  const written = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const date = new Date(`${written}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === written;
  return isReal ? { day: written, why: '' } : { day: null, why: 'there is no such day' };
}
