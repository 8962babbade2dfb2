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

/** How many characters of one article its points may have together. */
export function mostCopied(language: string): number {
  return language.startsWith('ja') ? 200 : 400;
}

const mostPoints = 3;
/** Two points that share more of their words say one thing. */
const mostOverlap = 0.6;

/**
 * Up to three points, in the order of the article: the sentences that carry it most and say different
 * things, each short enough and grounded, together within `mostCopied`. Empty where no sentence can be one.
 */
export function choosePoints(text: string, language: string): ChosenPoint[] {
  const sentences = splitSentences(text, language);
  const ranked = rankSentences(sentences, language).sort((a, b) => b.score - a.score);
  const chosen: { point: ChosenPoint; from: Ranked }[] = [];
  let room = mostCopied(language);
  for (const candidate of ranked) {
    if (chosen.length === mostPoints) break;
    if (!canStandAlone(candidate.sentence.text)) continue;
    if (chosen.some(({ from }) => overlap(from.words, candidate.words) > mostOverlap)) continue;
    const limit = Math.min(room, longestPoint(language));
    const short = shortest(candidate, limit, language);
    if (short === null) continue;
    room -= short.text.length;
    chosen.push({ point: short, from: candidate });
  }
  return chosen.map(({ point }) => point).sort((a, b) => a.start - b.start);
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

/** No heading, caption, question or quotation, and nothing that only points at what is not there. */
function canStandAlone(text: string): boolean {
  if (text.length < 12 || /[?？…:：]$/u.test(text) || /^[「『“"]/u.test(text)) return false;
  if (!/[。.!！」）)]$/u.test(text)) return false;
  return !/^(?:これ|それ|あれ|この|その|あの|こう|そう|同(?:氏|社|日|局|紙|町|市)|彼|This|That|These|Those|It|He|She|They|But|So)(?![ァ-ヶ])/u.test(
    text.replace(/^(?:しかし|だが|ただ|また|一方)、?/u, ''),
  );
}
