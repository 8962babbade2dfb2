// A sentence as words that can be compared: width, case and punctuation do not count.

/** A word as compared (NFKC, lower case), and where it stands in its text (UTF-16 units). */
export interface Word {
  word: string;
  start: number;
  end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** The words of a text, in order; punctuation and spaces are none. */
export function splitWords(text: string, language: string): Word[] {
  const words: Word[] = [];
  for (const { segment, index, isWordLike } of segmenterOf(language).segment(text)) {
    if (!isWordLike) continue;
    const word = segment.normalize('NFKC').toLowerCase();
    words.push({ word, start: index, end: index + segment.length });
  }
  return words;
}

/** True for words that carry a meaning of their own: all but runs of kana, and the commonest English. */
export function isContent(word: string): boolean {
  return !/^[\p{Script=Hiragana}ー]+$/u.test(word) && !common.has(word);
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, made);
  return made;
}

const common = new Set(
  `a an the and or but of in on at to for with by from as is are was were be been being has have had it its
   he she they we you i his her their our that this these those which who whom will would can could said
   says say also about into over after before between during than then there`.split(/\s+/),
);
