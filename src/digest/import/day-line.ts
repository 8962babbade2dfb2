// Lines that say a day: a label makes one, whether or not its value can be read.

import { findDay, longestDay } from './day.ts';

export interface DayLine {
  day: string | null;
  /** True if it says so itself: then it is never a text of the digest. */
  isLabelled: boolean;
  /** Why no day could be read; empty if one was. */
  why: string;
  /** What it says beside the day; empty if that is nothing. */
  rest: string;
}

const label = new RegExp(
  [
    '^(?:最終)?(?:公開|掲載|配信|発行|発売|更新|投稿|作成|発表|登録|初出|放送|修正|改訂)(?:年月日|日時|日|時刻)?',
    '日付|日時|年月日',
    '(?:(?:first|last|originally|date)\\s+)?(?:published|updated|posted|modified|issued|revised|released)(?:\\s+(?:on|at|date))?',
    '(?:publication|publishing|release|issue|posting)\\s+date|date(?:line)?',
  ].join('|^'),
  'iu',
);
const colon = /^\s*(?:[\])】〕]\s*[:|=]?|[:|=])\s*/u;
/** A clock, a zone, a closing bracket, and the words that papers set behind a day. */
const usual =
  /^(?:[\s,.、。・)\]】〕|/-]|at\b|t(?=\d)|\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?|\d{1,2}時(?:\d{1,2}分)?(?:\d{1,2}秒)?|午[前後]|[ap]\.?m\.?(?![a-z])|(?:JST|GMT|UTC|[ECMP][SD]?T|Z)(?![a-z])|[+-]\d{2}:?\d{2}|付け?|現在|朝刊|夕刊|公開|更新|配信|掲載|投稿|発行|updated|published)+/iu;
const clock = /\d{1,2}:\d{2}|\d時/u;
const month = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?';
/** Less than a day of the calendar: no year, no day, or counted from a moment nobody knows. */
const partial = new RegExp(
  `^(?:(?:\\d{4}年|(?:令和|平成|昭和)\\d{1,2}年)?\\d{1,2}月(?:\\d{1,2}日)?|${month},?\\s+(?:\\d{4}|\\d{1,2})|\\d{1,2}\\s+${month}|\\d{4}[-/.]\\d{1,2}|(?:約|about\\s+)?(?:\\d+|an?)\\s*(?:秒|分|時間|日|週間|[かヶヵケ]月|年|(?:second|min(?:ute)?|hour|day|week|month|year)s?)\\s*(?:前|ago))`,
  'iu',
);
const relative =
  /^(?:今日|本日|昨日|一昨日|おととい|きのう|今朝|昨夜|先週|先月|昨年|去年|today|yesterday|this\s|last\s|\d{1,2}[/.-]\d{1,2}(?![\d/.-])|(?:mon|tues|wednes|thurs|fri|satur|sun)day)/iu;

/** True for a label whose day stands in the next line. */
export function isLoneLabel(text: string): boolean {
  return text.length <= 40 && new RegExp(`(?:${label.source})\\s*[:：]?$`, 'iu').test(text);
}

/** Null for a line that says something else. */
export function readDayLine(text: string): DayLine | null {
  if (text.length > longestDay) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/^(?!['’‘])[\p{P}\p{S}\s]+/u, '');
  const written = label.exec(plain)?.[0] ?? '';
  const behind = plain.slice(written.length);
  const separator = colon.exec(behind)?.[0] ?? '';
  const value = behind.slice(separator.length).trim();
  if (written === '') return readBareDay(plain);
  if (/^[\p{P}\p{S}]*$/u.test(value)) return { day: null, isLabelled: true, why: unread, rest: '' };
  const found = findDay(value);
  if (
    found !== null &&
    (separator !== '' || !/^[\p{L}の]/u.test(found.rest) || usual.test(found.rest))
  ) {
    return { ...found, isLabelled: true, rest: withoutUsual(found.rest) };
  }
  const isValue = separator !== '' || isWholly(partial, value) || isWholly(relative, value);
  return isValue ? { day: null, isLabelled: true, why: unread, rest: '' } : null;
}

/** The day of a text that says nothing else, its label, weekday and time aside; null for other texts. */
export function readWholeDay(text: string): string | null {
  const line = readDayLine(text);
  return line?.rest === '' ? line.day : null;
}

/** As long as a name and a day are in practice; a longer line is not searched. */
const longestImprint = 200;
/** What people part the two with; a mere space only if nothing else does. */
const seams = /\s*[·・•|｜,，、/／–—―(（]\s*|\s+-\s+/gu;

/** What `text` is in two, at every such mark of it, first to last. */
export function partAt(text: string, seam: RegExp = seams): { before: string; behind: string }[] {
  return [...text.matchAll(seam)].map(({ 0: mark, index }) => ({
    before: text.slice(0, index),
    behind: text.slice(index + mark.length),
  }));
}

/** A line that says who published something and when, in either order; null for other lines. */
export function readNameAndDay(
  text: string,
): { name: string; day: string; isDayLast: boolean } | null {
  if (text.length > longestImprint) return null;
  for (const parts of [partAt(text), partAt(text, /\s+/gu)]) {
    for (const { before, behind } of parts) {
      const day = readWholeDay(behind);
      if (day !== null && before !== '') return { name: before, day, isDayLast: true };
    }
    for (const { before, behind } of parts.toReversed()) {
      const day = readWholeDay(before);
      if (day !== null && behind !== '') return { name: behind, day, isDayLast: false };
    }
  }
  return null;
}

const unread = 'no day can be read in it: write it as 2025-03-14';

/** Without a label only a day and nothing else is one, or a day with its hour. */
function readBareDay(plain: string): DayLine | null {
  const found = findDay(plain);
  if (found === null) {
    return isWholly(partial, plain)
      ? { day: null, isLabelled: false, why: unread, rest: '' }
      : null;
  }
  const rest = withoutUsual(found.rest);
  const isDateline = /^発信地[:\s]/u.test(rest) || (clock.test(found.rest) && rest.length <= 30);
  const isDay = rest === '' || isDateline || readDayLine(rest)?.isLabelled === true;
  return isDay ? { ...found, isLabelled: false, rest } : null;
}

function withoutUsual(rest: string): string {
  return rest.replace(usual, '').trim();
}

function isWholly(pattern: RegExp, text: string): boolean {
  const found = pattern.exec(text)?.[0];
  return (
    found !== undefined &&
    withoutUsual(text.slice(found.length).replace(/^\s*[([].{1,6}[)\]]/u, '')) === ''
  );
}
