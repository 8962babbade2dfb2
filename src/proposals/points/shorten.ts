// A sentence made shorter by leaving words out, and by nothing else.

/** What a point may not exceed, in characters. */
export function longestPoint(language: string): number {
  return language.startsWith('ja') ? 120 : 200;
}

/**
 * Shorter and shorter versions of a sentence, itself first: without what stands before it (a dateline, a
 * word that ties it to the one before), without its brackets, then without clauses. Each is the
 * sentence with words left out; whether it still says the same is for the gate.
 */
export function* shortenSentence(sentence: string, language: string): Generator<string> {
  const isJapanese = language.startsWith('ja');
  const bare = tidy(sentence.replace(isJapanese ? openingJa : openingEn, ''), isJapanese);
  yield bare;
  const open = tidy(bare.replace(isJapanese ? bracketsJa : bracketsEn, ''), isJapanese);
  if (open !== bare) yield open;
  yield* isJapanese ? withoutClauses(open) : withoutAsides(open);
}

/** A clause in the middle can go; the first holds the subject, the last the verb. */
function* withoutClauses(sentence: string): Generator<string> {
  const clauses = sentence.split(/(?<=、)/u);
  if (clauses.length < 3 || clauses.length > mostClauses) return;
  for (let count = 1; count < clauses.length - 1; count += 1) {
    for (let from = 1; from + count < clauses.length; from += 1) {
      yield tidy([...clauses.slice(0, from), ...clauses.slice(from + count)].join(''), true);
    }
  }
}

/**
 * English has its subject and its verb anywhere between commas: only what is said in passing can go, with both
 * of its commas, or with the one before it at the end.
 */
function* withoutAsides(sentence: string): Generator<string> {
  const clauses = sentence.split(/,(?=\s)/u);
  if (clauses.length < 2 || clauses.length > mostClauses) return;
  const canGo = (index: number) => {
    const next = clauses[index + 1];
    return aside.test(clauses[index] ?? '') && (next === undefined || /^\s\p{Ll}/u.test(next));
  };
  const asides = clauses.flatMap((_, index) => (index > 0 && canGo(index) ? [index] : []));
  for (const one of asides) yield without(clauses, [one]);
  if (asides.length > 1) yield without(clauses, asides);
}

const aside =
  /^\s(?:who|whom|whose|which|where|including|such as|(?!(?:accord|assum|barr|dur|exclud|pend|provid|regard|even|morn|noth|someth|anyth|everyth|spr|k)ing\b)[a-z]+ing)\b/u;

function without(clauses: readonly string[], gone: readonly number[]): string {
  const last = clauses.length - 1;
  const end = gone.includes(last) ? (/[.!?]["'”’)]*$/u.exec(clauses[last] ?? '')?.[0] ?? '') : '';
  const left = clauses.map((clause, index) => {
    if (gone.includes(index)) return '';
    return index === last || gone.includes(index + 1) ? clause : `${clause},`;
  });
  return tidy(left.join('') + end, false);
}

const mostClauses = 12;

// 【ワシントン＝共同】, （東京＝山田）, ■, and words that point back at a sentence that is not there.
const openingJa =
  /^(?:[■◆●▼▽○◇・\s　]+|【[^】]{0,40}】|[（(][^（()）]{0,20}[＝=][^（()）]{0,20}[）)]|(?:また|さらに|なお|そして|このほか|一方で|一方|加えて|その上)、)+/u;
const openingEn =
  /^(?:[A-Z][A-Z .,]{2,40}(?:\([A-Za-z ]+\))?\s*[—–-]+\s*|(?:Also|Moreover|Furthermore|Additionally|In addition|Meanwhile|And),?\s+)+/u;
const bracketsJa = /[（(][^（()）]{0,80}[）)]/gu;
const bracketsEn = /\s*\([^()]{0,120}\)/gu;

function tidy(text: string, isJapanese: boolean): string {
  const trimmed = text.trim();
  return isJapanese ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
