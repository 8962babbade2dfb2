// The embedded default: the points of an article chosen and shortened, offline, with nothing added.

import { type Grounding, groundPoint, isGrounded } from './gate.ts';
import { overlap, type Ranked, rankSentences } from './rank.ts';
import { splitSentences } from './sentences.ts';
import { longestPoint, shortenSentence } from './shorten.ts';

/** A point with what it stands on. `start` and `end`: its sentence in the text, in UTF-16 units. */
export interface ChosenPoint {
  text: string;
  sentence: number;
  start: number;
  end: number;
  kind: Grounding['kind'];
}

/** How many characters of an article of so many its points may have together: a tenth, and never more. */
export function mostCopied(language: string, length: number): number {
  return Math.min(language.startsWith('ja') ? 200 : 400, Math.floor(length / 10));
}

const mostPoints = 3;
/** Two points that share more of their words say one thing. */
const mostOverlap = 0.6;

/**
 * Up to three points, in the order of the article: the sentences that carry it most and say different
 * things, each short enough and grounded, together within `mostCopied`; where that has room for none, one.
 * Empty where no sentence can be one. `kept`: points that stand already. `passedOver`: sentences, by their
 * numbers, that were proposed before.
 */
export function choosePoints(
  text: string,
  language: string,
  { title = '', kept = [], passedOver = new Set() }: Choice = {},
): ChosenPoint[] {
  const sentences = splitSentences(text, language);
  const ranked = rankSentences(sentences, language, title).sort((a, b) => b.score - a.score);
  const wordsOf = (index: number | null) => ranked.find((one) => one.index === index)?.words;
  const said = kept.flatMap(({ sentence }) => wordsOf(sentence) ?? []);
  const taken = kept.reduce((sum, point) => sum + point.text.length, 0);
  let room = mostCopied(language, text.length) - taken;
  const points: ChosenPoint[] = [];
  const candidates = ranked.filter(
    ({ index, sentence }) => !passedOver.has(index) && canStandAlone(sentence.text),
  );
  for (const candidate of candidates) {
    const left = mostPoints - kept.length - points.length;
    if (left <= 0) break;
    if (said.some((words) => overlap(words, candidate.words) > mostOverlap)) continue;
    const limit = Math.min(room - (left - 1) * leastPoint(language), longestPoint(language));
    const point = shortest(candidate, limit, language);
    if (point === null) continue;
    room -= point.text.length;
    points.push(point);
    said.push(candidate.words);
  }
  if (points.length === 0 && kept.length === 0) points.push(...anyPoint(candidates, language));
  return points.sort((a, b) => a.start - b.start);
}

export interface Choice {
  title?: string;
  kept?: readonly { text: string; sentence: number | null }[];
  passedOver?: ReadonlySet<number>;
}

/** Room that is left for each point to come. */
function leastPoint(language: string): number {
  return language.startsWith('ja') ? 25 : 60;
}

/** The strongest sentence that can be a point at all: a section has one, and says if it is too much. */
function anyPoint(candidates: readonly Ranked[], language: string): ChosenPoint[] {
  for (const candidate of candidates) {
    const point = shortest(candidate, longestPoint(language), language);
    if (point !== null) return [point];
  }
  return [];
}

function shortest(
  { index, sentence }: Ranked,
  limit: number,
  language: string,
): ChosenPoint | null {
  for (const text of shortenSentence(sentence.text, language)) {
    if (text.length > limit) continue;
    const grounding = groundPoint(text, [sentence], language);
    if (!isGrounded(grounding)) continue;
    return {
      text,
      sentence: index,
      start: sentence.start,
      end: sentence.end,
      kind: grounding.kind,
    };
  }
  return null;
}

/** The shortest that a grounded point can be made and say the same; itself, if it cannot be shortened. */
export function shortestGrounded(point: string, language: string): string {
  const whole = splitSentences(point, language);
  const shorter = [...shortenSentence(point, language)].filter(
    (text) =>
      text.length >= leastPoint(language) / 2 && isGrounded(groundPoint(text, whole, language)),
  );
  return shorter.toSorted((a, b) => a.length - b.length)[0] ?? point;
}

/**
 * No heading, caption, question or quotation, and nothing that only points at what is not there. What a Japanese
 * line ends in brackets, without a full stop, is written beneath a picture or over a paragraph.
 */
function canStandAlone(text: string): boolean {
  if (text.length < 12 || /[?？…:：]$/u.test(text) || /^[「『“"]/u.test(text)) return false;
  if (!/(?:[。｡．！][」』）)”]*|[.!]["'”’)]*)$/u.test(text)) return false;
  return !/^(?:これ|それ|あれ|この|その|あの|こう|そう|同(?:氏|社|日|局|紙|町|市)|彼|This|That|These|Those|It|He|She|They|But|So)(?![ァ-ヶ])/u.test(
    text.replace(/^(?:しかし|だが|ただ|また|一方)、?/u, ''),
  );
}
