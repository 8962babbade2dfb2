// A sentence made shorter by leaving words out, and by nothing else.

/** What a point may not exceed, in characters. */
export function longestPoint(language: string): number {
  return language.startsWith('ja') ? 120 : 200;
}

/**
 * Shorter and shorter versions of a sentence, itself first: without what stands before it (a dateline, a
 * word that ties it to the one before), without its brackets, then without single clauses. Each is the
 * sentence with words left out; whether it still says the same is for the gate.
 */
export function* shortenSentence(sentence: string, language: string): Generator<string> {
  const isJapanese = language.startsWith('ja');
  const bare = tidy(sentence.replace(isJapanese ? openingJa : openingEn, ''), isJapanese);
  yield bare;
  const open = tidy(bare.replace(isJapanese ? bracketsJa : bracketsEn, ''), isJapanese);
  if (open !== bare) yield open;
  const clauses = open.split(isJapanese ? /(?<=、)/u : /(?<=,)(?=\s)/u);
  if (clauses.length < 3 || clauses.length > mostClauses) return;
  // A clause in the middle can go; the first holds the subject, the last the verb.
  for (let count = 1; count < clauses.length - 1; count += 1) {
    for (let from = 1; from + count < clauses.length; from += 1) {
      const left = [...clauses.slice(0, from), ...clauses.slice(from + count)];
      yield tidy(left.join(''), isJapanese);
    }
  }
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
