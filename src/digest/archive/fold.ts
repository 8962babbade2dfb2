// How a search reads: one form for every way of writing a word, and the pieces that find it.

/** Of these rules; texts that were folded by others are folded anew. */
export const foldRules = 1;

/** As many characters of a word as a piece holds: longer beginnings find no fewer digests. */
const longestBeginning = 10;

/** Letters of scripts that put no space between words, with the marks that lengthen and repeat them. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}ー々〆';
const runs = new RegExp(`[${unspaced}]+|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u');

/**
 * The words of a text, each behind a space: full- and half-width, upper and lower case, hiragana and
 * katakana, Latin letters with and without accents are one. Where scripts meet, a word ends.
 */
export function foldText(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  return runsOf(plain)
    .map((run) => ` ${run}`)
    .join('');
}

/** Everything that a query could ask of this folded text: characters, pairs, beginnings of words. */
export function piecesOf(folded: string): string[] {
  const pieces = new Set<string>();
  for (const run of runsOf(folded)) {
    const letters = [...run];
    if (!isUnspaced.test(run)) {
      for (let n = 1; n <= Math.min(letters.length, longestBeginning); n++) {
        pieces.add(letters.slice(0, n).join(''));
      }
      continue;
    }
    letters.forEach((letter, n) => {
      pieces.add(letter);
      if (n > 0) pieces.add(`${letters[n - 1]}${letter}`);
    });
  }
  return [...pieces];
}

export interface FoldedQuery {
  /** Each is somewhere in a text that is found. */
  phrases: string[];
  /** All are among the pieces of such a text. */
  pieces: string[];
}

/** What was asked for, term by term; null if nothing of it can be looked for. */
export function foldQuery(query: string): FoldedQuery | null {
  const phrases = query
    .split(/\s+/u)
    .map((term) => foldText(term))
    .filter((term) => term !== '')
    // In the middle of what is written without spaces a term may begin anywhere.
    .map((term) => (isUnspaced.test(term.slice(1)) ? term.slice(1) : term));
  if (phrases.length === 0) return null;
  return { phrases, pieces: [...new Set(phrases.flatMap(neededPieces))] };
}

function neededPieces(phrase: string): string[] {
  return runsOf(phrase).flatMap((run) => {
    const letters = [...run];
    if (!isUnspaced.test(run)) return letters.slice(0, longestBeginning).join('');
    if (letters.length === 1) return letters;
    return letters.slice(1).map((letter, n) => `${letters[n]}${letter}`);
  });
}

function runsOf(text: string): string[] {
  return text.match(runs) ?? [];
}
