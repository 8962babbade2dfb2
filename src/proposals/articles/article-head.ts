// The lines that stand over an article: its title again, and its day.

import { readDay } from '../../digest/import/day.ts';

/** So many of the first lines may be its head. */
const mostLines = 6;

export interface ArticleHead {
  /** YYYY-MM-DD: the first day that stands there, which is when it was published. */
  day: string | null;
  /** What is left: paragraphs. */
  lines: string[];
}

/** Takes the title, what stands over it and lines that are little more than a day off the beginning. */
export function takeHead(lines: readonly string[], title: string): ArticleHead {
  const found = lines.slice(0, mostLines).indexOf(title);
  let from = found + 1;
  const above = lines.slice(0, Math.max(0, found)).map((line) => readDayLine(line)?.day);
  let day = above.find((one) => typeof one === 'string') ?? null;
  for (; from < mostLines; from += 1) {
    const found = readDayLine(lines[from] ?? '');
    if (found === null) break;
    day ??= found.day;
  }
  return { day, lines: lines.slice(from) };
}

/** Null if it is no line that is little more than a day. Its day is null if it only says when the page was changed. */
function readDayLine(line: string): { day: string | null } | null {
  if (line.length > 60 || /[。.!?！？]$/u.test(line)) return null;
  const found = [...line.matchAll(dayIn)];
  if (found.length === 0) {
    const day = readDay(line);
    return day === null ? null : { day };
  }
  const own = found.find(({ index }) => !changed.test(line.slice(0, index)));
  return { day: own ? readDay(line.slice(own.index)) : null };
}

const dayIn =
  /(?<!\d)(?:(?:19|20)\d\d|(?:昭和|平成|令和)(?:\d{1,2}|元))\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}/gu;
const changed = /(?:更新|改訂|修正|updated|modified|edited)[^\d]{0,12}$/iu;
