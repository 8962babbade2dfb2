// Pairs of a sentence and a point made of it: 200 in Japanese, 100 in English, each with one change.

import { groundPoint, isGrounded } from '../../../src/proposals/points/gate.ts';
import { splitSentences } from '../../../src/proposals/points/sentences.ts';
import { englishFrames } from './english-frames.ts';
import { japaneseFrames } from './japanese-frames.ts';

/** What was done to a sentence to make a point of it; only the last is honest. */
const changes = [
  'names swapped',
  'a number changed',
  'a negation lost',
  'a hedge lost',
  'sentences joined',
  'honestly shortened',
] as const;
type Change = (typeof changes)[number];

/** `article`: one sentence, or the two that are joined. */
export interface GateCase {
  change: Change;
  language: 'ja' | 'en';
  article: string;
  point: string;
}

/** Writes the article and the point of one change, for the n-th set of names, places and numbers. */
type Frame = (n: number) => { article: string; point: string };
export type Frames = Readonly<Record<Change, readonly Frame[]>>;

const wanted = { ja: 200, en: 100 };

/** Each change as often as the others, or once more. */
export function makeGateCases(language: 'ja' | 'en'): GateCase[] {
  const frames = language === 'ja' ? japaneseFrames : englishFrames;
  return Array.from({ length: wanted[language] }, (_, n) => {
    const change = changes[n % changes.length] ?? 'honestly shortened';
    const turn = Math.floor(n / changes.length);
    const forms = frames[change];
    const frame = forms[turn % forms.length];
    if (frame === undefined) throw new Error(`There is no frame for ${change}`);
    return { change, language, ...frame(Math.floor(turn / forms.length)) };
  });
}

/** True if the gate sees the pair for what it is. */
function isHit({ change, language, article, point }: GateCase): boolean {
  const grounded = isGrounded(groundPoint(point, splitSentences(article, language), language));
  return grounded === (change === 'honestly shortened');
}

export interface GateRow {
  change: Change;
  language: 'ja' | 'en';
  pairs: number;
  hits: number;
}

export function measureGate(): GateRow[] {
  return (['ja', 'en'] as const).flatMap((language) => {
    const cases = makeGateCases(language);
    return changes.map((change) => {
      const own = cases.filter((one) => one.change === change);
      return { change, language, pairs: own.length, hits: own.filter(isHit).length };
    });
  });
}
