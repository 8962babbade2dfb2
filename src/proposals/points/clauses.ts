// The clauses of a sentence that a point left out, and whether what is left may stand without them.

import type { Alignment } from './align.ts';
import type { Fault } from './compare.ts';
import { findGuards } from './guards.ts';

/** `end`: behind the mark that ends it. */
interface Clause {
  start: number;
  end: number;
}

/** By commas and colons, but for those within numbers. `text` is folded. */
export function splitClauses(text: string): Clause[] {
  let start = 0;
  const clauses = [...text.matchAll(/、|[,;；:：](?!\d)/gu)].map(({ index }) => {
    const clause = { start, end: index + 1 };
    start = index + 1;
    return clause;
  });
  return [...clauses, { start, end: text.length + 1 }];
}

/**
 * What goes wrong at clauses: one that what is left needs is gone (a subject, an object, a part of a list, what
 * a condition goes on from), or the beginning of one stands with the end of another.
 */
export function clauseFaults(alignment: Alignment, source: string, language: string): Fault[] {
  const clauses = splitClauses(source);
  const kept = alignment.kept.map(({ inSentence }) => alignment.sentence[inSentence]?.start ?? 0);
  const isKept = ({ start, end }: Clause) => kept.some((at) => at >= start && at < end);
  const faults: Fault[] = isGrafted(alignment, clauses) ? ['joined'] : [];
  const textOf = ({ start, end }: Clause) => source.slice(start, end).trim();
  for (const [index, clause] of clauses.entries()) {
    const [before, after] = [clauses.slice(0, index).findLast(isKept), clauses[index + 1]];
    if (isKept(clause) || after === undefined) continue;
    const [gone, left] = [textOf(clause), before ? textOf(before) : ''];
    if (language.startsWith('ja')) faults.push(...japaneseLoss(gone, left));
    else if (index === 0 && !isOpening(gone)) faults.push('role');
    if (!isKept(after)) continue;
    if (goesOn.test(textOf(after))) faults.push('joined');
    const conditions = findGuards(textOf(after), language);
    if (conditions.some(({ guard }) => guard === 'condition')) faults.push('condition');
  }
  return faults;
}

/** The end of a clause and the beginning of a later one are gone at once, and what is left of both touches. */
function isGrafted({ sentence, kept }: Alignment, clauses: readonly Clause[]): boolean {
  const clauseOf = (word: number) => {
    const at = sentence[word]?.start ?? 0;
    return clauses.findIndex(({ end }) => at < end);
  };
  return kept.some(({ inSentence: one }, index) => {
    const next = kept[index + 1]?.inSentence;
    if (next === undefined || clauseOf(one) === clauseOf(next)) return false;
    return clauseOf(one + 1) === clauseOf(one) && clauseOf(next - 1) === clauseOf(next);
  });
}

/** `gone`: a clause with its comma. `left`: the last before it that is kept; empty if there is none. */
function japaneseLoss(gone: string, left: string): Fault[] {
  if (subject.test(gone) || /[をはも],?$|[をはも]、$/u.test(gone)) return ['role'];
  if (isListed(gone) || isListed(left)) return ['joined'];
  // A place or a time belongs to the verb behind it, a topic to every verb.
  const isAdverb = left !== '' && !left.includes('は') && !verb.test(left);
  const isArgued = isAdverb || subject.test(left) || /[をにと][、,]$/u.test(left);
  return isArgued && verb.test(gone) ? ['role'] : [];
}

/** が behind a noun; behind a verb it joins two sentences. */
const subject =
  /(?:[\p{Script=Han}\p{Script=Katakana}ーa-z0-9」』)]|など|たち|さん|ほか|ら)が[、,]$/u;
/** A clause of its own: it ends in a form of a verb. */
const verb = /(?:[てでりしきちみびいえけせねべめれ]|が|ず|つつ|ながら|ため|ので|から|と)[、,]$/u;
const time =
  /(?:[年月日夜朝昼夕時分秒度期春夏秋冬末頃間前後中]|ごろ|ころ|現在|以降|当初|午[前後])[、,]$/u;

/** It ends in a noun, and is neither a time nor a word that only ties. */
function isListed(clause: string): boolean {
  return (
    /[\p{Script=Han}\p{Script=Katakana}ーa-z0-9」』)や][、,]$/u.test(clause) && !time.test(clause)
  );
}

/** What begins so leans on what stood before it. */
const goesOn =
  /^(?:うち|そのうち|このうち|かつ|または|あるいは|残[るり]|ほか|それ|これ|その|この)/u;

/** A time or a word that ties a sentence to the one before, and none that limits what it says. */
function isOpening(clause: string): boolean {
  return /^(?:on|last|next|this|yesterday|today|tomorrow|meanwhile|however|moreover|also|earlier|later|in (?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december))\b/u.test(
    clause,
  );
}
