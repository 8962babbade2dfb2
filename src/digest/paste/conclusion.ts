// Where a pasted page ends: its conclusion, and the closing words before and after it.

import { joinLines } from '../import/lines.ts';
import { isConclusionLabel, type PageLine } from './line-marks.ts';

type Warn = (line: PageLine, message: string) => void;

/** Parts the conclusion from the flow: the last 💡 lines, and what follows them. */
export function splitConclusion(lines: PageLine[], warn: Warn) {
  const start = findConclusion(lines);
  const behind = start < 0 ? [] : lines.slice(start);
  const isMarked = behind.some((line) => line.mark === 'idea');
  const before = lines.slice(0, start < 0 ? undefined : start);
  const moved = isMarked ? [] : before.filter((line) => line.mark === 'idea');
  for (const line of moved) warn(line, 'Moved to the conclusion: the page has none at its end');
  const flow = before
    .filter((line) => !moved.includes(line))
    .map((line) => (line.mark === 'idea' || line.mark === 'flag' ? keepInPlace(line, warn) : line));
  const { ideas, others } = joinIdeas(behind, warn);
  const told = [...moved.map(({ words }) => words), ...ideas];
  const rest = others.filter((line) => line.mark !== 'flag' || !isConclusionLabel(line.words));
  const bare = told.length > 0 ? [] : rest.splice(0, 10);
  for (const line of bare) warn(line, 'Taken as a conclusion without 💡');
  for (const line of rest)
    warn(line, 'Kept in the closing: it follows the last section without 💡');
  return {
    flow,
    conclusion: [...told.slice(0, 10), ...bare.map((line) => line.text)],
    closing: [...told.slice(10), ...rest.map((line) => line.text)],
  };
}

/** The line 🚩 that has 💡 lines behind it, or the last 💡 lines; -1 if the page has neither. */
function findConclusion(lines: PageLine[]): number {
  const lastPoint = lines.findLastIndex((line) => line.mark === 'point');
  const lastIdea = lines.findLastIndex((line) => line.mark === 'idea');
  const isFlag = (line: PageLine | undefined) =>
    line?.mark === 'flag' && isConclusionLabel(line.words);
  const flag = lines.findLastIndex(
    (line, at) => at > lastPoint && (at < lastIdea || lastIdea < lastPoint) && isFlag(line),
  );
  if (flag >= 0) return flag;
  if (lastIdea < lastPoint || lastIdea < 0) return -1;
  let start = lastIdea;
  while (lines[start - 1]?.mark === 'idea' || isWrapped(lines, start - 1)) start -= 1;
  return start;
}

/** A line between two 💡 lines, right under the first of them. */
function isWrapped(lines: PageLine[], at: number): boolean {
  const [before, line, next] = [lines[at - 1], lines[at], lines[at + 1]];
  if (before?.mark !== 'idea' || line?.mark !== 'plain' || next?.mark !== 'idea') return false;
  return line.number - before.number <= 1;
}

function joinIdeas(lines: PageLine[], warn: Warn) {
  const ideas: { text: string; line: PageLine }[] = [];
  const others: PageLine[] = [];
  for (const [at, line] of lines.entries()) {
    const last = ideas.at(-1);
    if (line.mark === 'idea') ideas.push({ text: line.words, line });
    else if (last && isWrapped(lines, at)) {
      last.text = joinLines(last.text, line.text);
      warn(line, 'Joined to the 💡 before it');
    } else others.push(line);
  }
  for (const { line } of ideas.slice(10)) {
    warn(line, 'Moved to the closing: 10 conclusions are enough');
  }
  return { ideas: ideas.map(({ text }) => text), others };
}

/** 💡 and 🚩 above the conclusion are no part of it: they stay what they say, where they say it. */
function keepInPlace(line: PageLine, warn: Warn): PageLine {
  warn(line, 'Kept where it stands, with its mark: it is not in the conclusion');
  return { ...line, mark: 'kept', words: line.text };
}

const stance =
  /(?:[ねよな]|でしょうか?|(?:と|に)(?:思|感じ|考え)\p{L}{1,6}|たい(?:です|ところです|ものです)?|(?:期待|注目|希望|応援|心配|感謝)\p{L}{1,6}|気に(?:なり|かかり)ます|楽しみです|願\p{L}{1,6}|祈\p{L}{1,5}|(?:嬉|うれ|寂|惜|ほ|欲)しいです|残念です|べきです|ましょう|かもしれません)[。！!…]*$/u;
const stanceInEnglish = /\b(?:I|we|my|our|let’s|let's)\b|!$/iu;
const summary =
  /^(?:今回[はの]|以上|このように|最後に|まとめ|全体として|こうして|in (?:closing|short|sum)|to sum up|all in all|overall|finally|taken together)/iu;

/**
 * Behind the body of the last section such a page says goodbye: where among its lines. That is
 * behind the comment that ends the section, the last one with at most four lines after it.
 */
export function findClosing(lines: PageLine[]): number {
  const speaks = ({ text }: PageLine) => stance.test(text.slice(-80)) || stanceInEnglish.test(text);
  const told = lines.findIndex((line) => !speaks(line));
  const from = Math.max(told + 1, lines.length - 5);
  const ends = (at: number) => at >= from && at < lines.length - 1 && told >= 0;
  const isEnd = (line: PageLine, at: number) => ends(at) && line.mark === 'plain' && speaks(line);
  const summed = lines.findIndex(
    (line, at) => summary.test(lines[at + 1]?.text ?? '') && isEnd(line, at),
  );
  const end = summed >= 0 ? summed : lines.findLastIndex(isEnd);
  return end < 0 ? lines.length : end + 1;
}
