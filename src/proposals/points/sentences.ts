// A text as its sentences, each with its place: what a point is traced to.

/** `text.slice(start, end)` of the text it was split from, in UTF-16 units; never empty, never padded. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

/**
 * The sentences of a text, in order; a line's end always ends one. Japanese and English by the rules of
 * their newspapers, other languages by `Intl.Segmenter`. Linear in the text's length.
 */
export function splitSentences(text: string, language: string): Sentence[] {
  const split = splitters[language.split('-')[0] ?? ''] ?? bySegmenter(language);
  const sentences: Sentence[] = [];
  for (const line of text.matchAll(/[^\n\r\u2028\u2029]+/gu)) {
    let start = 0;
    for (const end of [...split(line[0]), line[0].length]) {
      pushTrimmed(sentences, line[0].slice(start, end), line.index + start);
      start = end;
    }
  }
  return sentences;
}

/** Gives the places after which a new sentence begins. */
type Splitter = (line: string) => number[];

const splitters: Readonly<Record<string, Splitter>> = { ja: splitJapanese, en: splitEnglish };

const openers = '「『（(〔【〈《“';
const closers = '」』）)〕】〉》”';

/**
 * A full stop within brackets ends nothing: `「…。」と話した。` is one sentence, and so is what holds `（…。）`.
 * A bracket that nobody closes on the line opens nothing.
 */
function splitJapanese(line: string): number[] {
  const closing = matchBrackets(line);
  const ends: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const partner = closing.get(at);
    if (partner !== undefined) at = partner;
    else if (endsJapanese(line, at)) {
      while (/[。｡！？!?」』）)”]/u.test(line[at + 1] ?? '')) at += 1;
      ends.push(at + 1);
    }
  }
  return ends;
}

function endsJapanese(line: string, at: number): boolean {
  const mark = line[at] ?? '';
  if (/[。｡]/u.test(mark)) return true;
  if (/[！？]/u.test(mark)) return !asksOn.test(line.slice(at + 1, at + 20));
  // Latin marks end one only where white space or Japanese follows: 3.5, example.com, Yahoo!ニュース do not.
  if (/[!?]/.test(mark)) return /^(?:\s|$)/u.test(line.slice(at + 1, at + 2));
  return mark === '．' && !/[0-9０-９]/u.test(line[at + 1] ?? '');
}

/** `なぜ？と聞いた`: what was asked is told, and the sentence goes on. */
const asksOn = /^[！？!?]*と(?:[、いしの]|[聞言思話答叫書述尋問感驚笑])/u;

/** Where each bracket that is closed again closes, by where it opens; outermost ones only. */
function matchBrackets(line: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: { at: number; kind: number }[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const mark = line[at] ?? '';
    const opened = openers.indexOf(mark);
    if (opened >= 0) open.push({ at, kind: opened });
    const closed = closers.indexOf(mark);
    if (closed < 0) continue;
    const last = open.at(-1);
    if (last?.kind !== closed) continue;
    open.pop();
    closing.set(last.at, at);
  }
  return closing;
}

// What ends with a full stop and goes on.
const abbreviations = new Set(
  `mr mrs ms dr prof sr jr st gen sen rep gov lt col sgt capt rev hon no nos vs etc inc ltd co corp
   jan feb mar apr jun jul aug sep sept oct nov dec fig vol pp ed est dept approx mt ave blvd`.split(
    /\s+/,
  ),
);
// After initials (U.S., a.m.) a new sentence begins only with a word that begins many.
const starters = new Set(
  `The A An In On At But And It Its He She They We This That These Those There When While After Before
   As If For However Meanwhile His Her Their Our What Who How Why`.split(/\s+/),
);

function splitEnglish(line: string): number[] {
  const ends: number[] = [];
  const isWithin = findQuotations(line);
  for (const mark of line.matchAll(/[.!?]+["'”’)\]]*(?=\s+\S)/gu)) {
    const end = mark.index + mark[0].length;
    if (isWithin(end)) continue;
    // A word is never longer than this: looking back costs no more on a line without spaces.
    const before = /\S*$/.exec(line.slice(Math.max(0, mark.index - 40), mark.index))?.[0] ?? '';
    const next = /^\s+(\S{1,40})/u.exec(line.slice(end, end + 80))?.[1] ?? '';
    if (beginsSentence(next) && !isAbbreviation(mark[0], before, next)) ends.push(end);
  }
  return ends;
}

/** Is this place within a quotation that the line closes? Half of one is nobody's word. */
function findQuotations(line: string): (at: number) => boolean {
  const spans = [...line.matchAll(/"[^"]*"|“[^“”]*”/gu)];
  let next = 0;
  // Asked with rising places.
  return (at) => {
    while (next < spans.length && endOf(spans[next]) <= at) next += 1;
    return (spans[next]?.index ?? Number.POSITIVE_INFINITY) < at;
  };
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

function beginsSentence(word: string): boolean {
  return /^["'“‘([]*[\p{Lu}\p{N}]/u.test(word);
}

function isAbbreviation(mark: string, before: string, next: string): boolean {
  if (!mark.startsWith('.') || mark.startsWith('..')) return false;
  const word = before.replace(/^["'“‘([]+/u, '');
  const isNumber = /^["'“‘([]*\p{N}/u.test(next);
  if (/^no$/i.test(word)) return isNumber;
  if (abbreviations.has(word.toLowerCase())) return true;
  if (/^\p{L}$/u.test(word) && word !== 'I') return true;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return !starters.has(next.replace(/\W/g, ''));
  return false;
}

function bySegmenter(language: string): Splitter {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return (line) => [...segmenter.segment(line)].slice(1).map(({ index }) => index);
}

function pushTrimmed(sentences: Sentence[], raw: string, at: number): void {
  const text = raw.trim();
  if (text === '') return;
  const start = at + raw.indexOf(text);
  sentences.push({ text, start, end: start + text.length });
}
