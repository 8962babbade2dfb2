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
  let day: string | null = null;
  for (; from < mostLines; from += 1) {
    const line = lines[from] ?? '';
    const written = line.length <= 60 && !/[。.!?！？]$/u.test(line) ? dayIn.exec(line) : null;
    if (written === null) break;
    day ??= readDay(line.slice(written.index));
  }
  return { day, lines: lines.slice(from) };
}

const dayIn = /(?<!\d)(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}/u;
