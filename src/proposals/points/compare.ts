// What a point says otherwise than the sentence it was made from. Nothing found: it only left words out.

import { type Alignment, alignWords, broughtIn } from './align.ts';
import { clauseFaults, splitClauses } from './clauses.ts';
import { type Found, findGuards, type Guard } from './guards.ts';
import { isContent, splitWords, type Word } from './words.ts';

/**
 * Why a point is not what its sentence says: a number, a name or another word of its own; words in another
 * order or joined that stood apart; who did what to whom; its last word; or a guard lost or gained.
 */
export type Fault = 'number' | 'name' | 'added' | 'order' | 'joined' | 'role' | 'predicate' | Guard;

/** Longer sentences are lists and tables: no point is made from them. */
const longestSentenceWords = 400;

/** Every kind of fault once. Folds both texts first: width and case do not count. */
export function comparePoint(point: string, sentence: string, language: string): Fault[] {
  const [folded, source] = [fold(point), fold(sentence)];
  const bare = source.replace(brackets, '');
  if (bare !== source && !/[()]/.test(folded))
    return withoutBrackets(folded, bare, source, language);
  const words = splitWords(source, language);
  if (words.length > longestSentenceWords) return ['joined'];
  const alignment = alignWords(words, splitWords(folded, language));
  const isJapanese = language.startsWith('ja');
  const faults = new Set<Fault>([
    ...ownWords(alignment),
    ...(isJapanese ? japaneseJoints(alignment, folded, source) : englishJoints(alignment)),
    ...prefixLost(alignment, isJapanese),
    ...clauseFaults(alignment, source, language),
    ...(keepsQuotations(folded, source) ? [] : (['joined'] as const)),
    ...lostGuards(alignment, folded, source, language),
  ]);
  return [...faults];
}

/** After folding both kinds are one. */
const brackets = /\([^()]{0,120}\)/gu;

/** What stands in brackets may go, unless it turns what the sentence says. */
function withoutBrackets(point: string, bare: string, source: string, language: string): Fault[] {
  const gone = [...source.matchAll(brackets)].flatMap(([text]) => findGuards(text, language));
  return [...new Set([...comparePoint(point, bare, language), ...gone.map(({ guard }) => guard)])];
}

export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Hiragana endings may come in (発表し → 発表した); particles that say who did what may not. */
function ownWords(alignment: Alignment): Fault[] {
  const known = new Set(alignment.sentence.map(({ word }) => word));
  return broughtIn(alignment).flatMap(({ word }): Fault[] => {
    if (/\p{N}/u.test(word)) return ['number'];
    if (known.has(word) && isContent(word)) return ['order'];
    if (/^[\p{Script=Katakana}ー]+$/u.test(word)) return ['name'];
    if (/\p{Script=Latin}/u.test(word)) return ['added'];
    if (isContent(word)) return ['added'];
    return particles.has(word) ? ['role'] : [];
  });
}

const particles = new Set([
  ...'がをにへとでもはの',
  'から',
  'より',
  'まで',
  'には',
  'では',
  'とは',
]);
const topics = new Set([...'はがも']);

/** What stood apart may not stand together, and a word keeps its particle. */
function japaneseJoints({ sentence, point, kept }: Alignment, folded: string, source: string) {
  const faults: Fault[] = [];
  for (const [index, { inSentence, inPoint }] of kept.entries()) {
    const next = kept[index + 1];
    const here = point[inPoint];
    if (here === undefined || !isContent(here.word)) continue;
    const isNextKept = next?.inPoint === inPoint + 1;
    if (isNextKept && isContent(point[next.inPoint]?.word ?? '')) {
      const isTogether = touches(point, inPoint, folded);
      if (
        isTogether &&
        !(next.inSentence === inSentence + 1 && touches(sentence, inSentence, source))
      ) {
        faults.push('joined');
      }
    }
    const mine = point[inPoint + 1]?.word ?? '';
    const theirs = sentence[inSentence + 1]?.word ?? '';
    const isSame = mine === theirs || (topics.has(mine) && topics.has(theirs));
    if (particles.has(mine) && !isSame) faults.push('role');
  }
  const last = sentence.findLastIndex(({ word }) => isContent(word));
  if (!kept.some(({ inSentence }) => inSentence === last)) faults.push('predicate');
  return faults;
}

function touches(words: readonly Word[], index: number, text: string): boolean {
  const [one, two] = [words[index], words[index + 1]];
  return one !== undefined && two !== undefined && text.slice(one.end, two.start).trim() === '';
}

function englishJoints(alignment: Alignment): Fault[] {
  return [...numberJoints(alignment), ...prepositionsLost(alignment)];
}

const prepositions = new Set('for of against with to than at'.split(' '));

/** Of `lawyers for Reed` nobody makes `Reed`, of `behind the E6` nobody `the E6`: a word keeps its preposition. */
function prepositionsLost({ sentence, point, kept }: Alignment): Fault[] {
  return kept.flatMap(({ inSentence, inPoint }): Fault[] => {
    const theirs = sentence[inSentence - 1]?.word ?? '';
    const isLost = prepositions.has(theirs) && point[inPoint - 1]?.word !== theirs;
    return isLost ? ['role'] : [];
  });
}

/** Words that make of the next one somebody or something else. */
const prefixes = {
  ja: new Set([...'元旧副反前非未無準脱新仮']),
  en: new Set('former deputy vice acting ex anti non alleged would-be fake mock'.split(' ')),
};

function prefixLost({ sentence, point, kept }: Alignment, isJapanese: boolean): Fault[] {
  const known = isJapanese ? prefixes.ja : prefixes.en;
  return kept.flatMap(({ inSentence, inPoint }): Fault[] => {
    const theirs = sentence[inSentence - 1];
    if (theirs === undefined || !known.has(theirs.word)) return [];
    const isTogether = !isJapanese || theirs.end === sentence[inSentence]?.start;
    return isTogether && point[inPoint - 1]?.word !== theirs.word ? ['role'] : [];
  });
}

/** What stands in quotation marks is somebody's word: whole, or not at all. */
function keepsQuotations(folded: string, source: string): boolean {
  const quoted = /「[^「」]*」|『[^『』]*』|“[^“”]*”|"[^"]*"/gu;
  return [...folded.matchAll(quoted)].every(([text]) => source.includes(text));
}

/** A number keeps both its neighbours: of `killed 3 and injured 20` nobody makes `killed 20`. */
function numberJoints({ sentence, point, kept }: Alignment): Fault[] {
  return kept.flatMap(({ inSentence, inPoint }): Fault[] => {
    if (!/\p{N}/u.test(point[inPoint]?.word ?? '')) return [];
    const isKept = [-1, 1].every((step) => {
      const mine = point[inPoint + step]?.word;
      return mine === undefined || mine === sentence[inSentence + step]?.word;
    });
    return isKept ? [] : ['joined'];
  });
}

/**
 * The guards of the point must be those of the sentence, in order; but a whole clause may go with the
 * negations, hedges and voices in it.
 */
function lostGuards(alignment: Alignment, folded: string, source: string, language: string) {
  const clauses = splitClauses(source);
  const keptPlaces = alignment.kept.map(
    ({ inSentence }) => alignment.sentence[inSentence]?.start ?? 0,
  );
  const isClauseGone = ({ start }: Found) => {
    const clause = clauses.find((one) => start < one.end);
    return clause !== undefined && !keptPlaces.some((at) => at >= clause.start && at < clause.end);
  };
  const mayGo = ({ guard }: Found) => guard !== 'attribution' && guard !== 'condition';
  const expected = findGuards(source, language).filter((one) => !(mayGo(one) && isClauseGone(one)));
  const found = findGuards(folded, language);
  return [...difference(expected, found), ...difference(found, expected)];
}

/** Of `all` those that have no partner in `others`. */
function difference(all: readonly Found[], others: readonly Found[]): Guard[] {
  const left = others.map(nameGuard);
  return all.flatMap((one) => {
    const at = left.indexOf(nameGuard(one));
    if (at < 0) return [one.guard];
    left.splice(at, 1);
    return [];
  });
}

/** Inflections of a no are one no; other guards are compared as they stand. */
function nameGuard({ guard, text }: Found): string {
  return guard === 'negation' || guard === 'voice' ? guard : `${guard} ${text}`;
}
