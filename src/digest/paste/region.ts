// Reads backwards from a run of points: title and day, comments, answer, question, heading.
import { readNameAndDay } from '../import/day-line.ts';
import {
  isHeadingLike,
  isQuestion,
  isSentence,
  type PageLine,
  recogniseRepeats,
} from './line-marks.ts';

/** What stands between the source before and the points of this one. */
export interface Region {
  /** Belongs to what came before: the head of the page or the section before. */
  before: PageLine[];
  heading: PageLine | null;
  question: PageLine | null;
  answer: PageLine | null;
  opener: PageLine[];
  title: PageLine | null;
  /** Lines that say the title again. */
  repeats: PageLine[];
  /** The lines that say the day of the source, and that day. */
  dayLines: PageLine[];
  day: string | null;
  /** A line that says who published the source, and when. */
  imprint: { line: PageLine; name: string } | null;
}

type Warn = (line: PageLine, message: string) => void;

/**
 * `reserved` lines at the start are never a heading: the headline of the page. `publisher`: who is named
 * behind the points.
 */
export function readRegion(
  lines: PageLine[],
  reserved: number,
  publisher: string | null,
  warn: Warn,
): Region {
  const block = readTitleBlock(lines, reserved, publisher, warn);
  const rest = lines.slice(0, block.from);
  const { title } = block;
  if (title !== null && isSentence(title.text) && block.repeats.length === 0) {
    warn(title, 'Taken as the title of the source, although it ends as a sentence does');
  }
  const told = rest.filter((line) => line.mark !== 'day');
  const kept = told.length - rest.slice(reserved).filter((line) => line.mark !== 'day').length;
  const parts = readParts(told, kept, lines, warn);
  const opening = parts.heading ?? parts.question;
  const start = opening === null ? rest.length : rest.indexOf(opening);
  let { day } = block;
  const strays = rest.slice(start).filter((line) => line.mark === 'day');
  for (const line of strays) day = takeDay(line, day, 'source', warn);
  const repeatsTitle = recogniseRepeats(title?.text ?? '');
  const isRepeat = (line: PageLine) => title !== null && repeatsTitle(line.text);
  return {
    ...block,
    ...parts,
    day,
    dayLines: [...block.dayLines, ...strays],
    before: rest.slice(0, start),
    opener: parts.opener.filter((line) => !isRepeat(line)),
    repeats: [...block.repeats, ...parts.opener.filter(isRepeat)],
  };
}

/**
 * The day that a line says, for who has none yet. What is left out of it, or all of it, is named.
 */
export function takeDay(
  line: PageLine,
  known: string | null,
  whose: 'digest' | 'source',
  warn: Warn,
): string | null {
  const { day = null, why = '', rest = '' } = line.day ?? {};
  if (why !== '') warn(line, `Left out: ${why}`);
  else if (known !== null && day !== null && day !== known) {
    warn(line, `Left out: the ${whose} has another day`);
  } else if (rest !== '') warn(line, 'Only its day is in the digest');
  return known ?? day;
}

function readParts(told: PageLine[], reserved: number, region: PageLine[], warn: Warn) {
  const asked = findQuestion(told, reserved) ?? findHookWithoutHeading(told, reserved);
  if (asked === null) return readWithoutHook(told, reserved, region, warn);
  const above = told[asked - 1];
  const [question = null, answer = null] = told.slice(asked);
  const isHeading = above !== undefined && isHeadingLike(above.text) && asked - 1 >= reserved;
  if (!isHeading && question) warn(question, 'No heading found before it: look at this section');
  return { heading: isHeading ? above : null, question, answer, opener: told.slice(asked + 2) };
}

function readWithoutHook(rest: PageLine[], reserved: number, region: PageLine[], warn: Warn) {
  const at = findBareHeading(rest, reserved);
  const heading = rest[at] ?? null;
  const told = heading ?? region.at(-1);
  const why = heading === null ? 'No heading found here' : 'No question and answer after it';
  if (told !== undefined) warn(told, `${why}: look at this section`);
  return {
    heading,
    question: null,
    answer: null,
    opener: at < 0 ? [] : rest.slice(at + 1),
  };
}

/** The last line that is no day is the title; days and repeats around it belong to it. */
function readTitleBlock(lines: PageLine[], reserved: number, publisher: string | null, warn: Warn) {
  let title: PageLine | null = null;
  let repeatsTitle: (text: string) => boolean = () => false;
  let day: string | null = null;
  const dayLines: PageLine[] = [];
  const repeats: PageLine[] = [];
  let imprint: Region['imprint'] = null;
  let from = lines.length;
  for (; from > reserved; from -= 1) {
    const line = lines[from - 1];
    if (line === undefined) break;
    const said: NameAndDay | null =
      title === null && imprint === null
        ? readImprintAt(lines, from - 1, reserved, publisher)
        : null;
    if (said !== null) {
      day ??= said.day;
      imprint = { line, name: said.name };
    } else if (line.mark === 'day') {
      day = takeDay(line, day, 'source', warn);
      dayLines.push(line);
    } else if (title === null) {
      title = line;
      repeatsTitle = recogniseRepeats(line.text);
    } else if (repeatsTitle(line.text)) repeats.push(line);
    else break;
  }
  return { title, repeats, dayLines, day, imprint, from };
}

interface NameAndDay {
  name: string;
  day: string | null;
}

/**
 * `publisher, day` under a title, or the publisher alone that the credit names, too: what stands above
 * is no title if it ends as a sentence, or answers.
 */
function readImprintAt(
  lines: PageLine[],
  at: number,
  reserved: number,
  publisher: string | null,
): NameAndDay | null {
  const [asked, title, line] = [lines[at - 2], lines[at - 1], lines[at]];
  if (at - 1 < reserved || title?.mark !== 'plain' || line?.mark !== 'plain') return null;
  if (isSentence(title.text) || (asked && isQuestion(asked.text))) return null;
  if (publisher !== null && recogniseRepeats(publisher)(line.text)) {
    return { name: publisher, day: null };
  }
  const found = readNameAndDay(line.text);
  return found?.isDayLast && found.name.length <= longestName ? found : null;
}

/** Of a publisher; longer ones are titles that end in a day. */
const longestName = 40;

/**
 * The last question that has a heading before it and an answer after it. A question two lines
 * before it, in the same surroundings, wins: then the later one is a comment that asks.
 */
function findQuestion(lines: PageLine[], reserved: number): number | null {
  const asks = (at: number) => {
    const [heading, question, answer] = [lines[at - 1], lines[at], lines[at + 1]];
    if (at - 1 < reserved || !heading || !question || !answer) return false;
    return question.text.length <= 300 && isQuestion(question.text) && isHeadingLike(heading.text);
  };
  let at = lines.length - 2;
  while (at > 0 && !asks(at)) at -= 1;
  if (at <= 0) return null;
  while (asks(at - 2)) at -= 2;
  return at;
}

/** The last question whose answer is no sentence, where the heading itself is missing. */
function findHookWithoutHeading(lines: PageLine[], reserved: number): number | null {
  const first = reserved === 0 ? 0 : reserved + 1;
  const at = lines.findLastIndex(({ text }, index) => {
    const answer = lines[index + 1];
    return index >= first && answer && isQuestion(text) && isHeadingLike(answer.text);
  });
  return at < 0 ? null : at;
}

/** Without a hook: the last line that neither ends as a sentence nor asks nor cries out. */
function findBareHeading(lines: PageLine[], reserved: number): number {
  return lines.findLastIndex(({ text }, at) => {
    if (at < reserved || text.length > 120) return false;
    return !isSentence(text) && !/[?？!！]$/u.test(text);
  });
}
