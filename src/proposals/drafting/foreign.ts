// What a text has that its source nowhere has: addresses, numbers, names, quotations.

import { fold } from '../points/compare.ts';

const addresses =
  /[a-z][a-z0-9+.-]{1,20}:\/\/\S*|www\.\S+|[^\s@]{1,64}@[^\s@]{1,64}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.[a-z]{2,24}(?:\/\S*)?/g;
const numbers = /\d+(?:[.,:]\d+)*/g;
const katakana = /[\p{Script=Katakana}ー]{2,}/gu;
const latin = /[a-z][a-z0-9]+/g;
const quotations = /「[^「」]*」|『[^『』]*』|“[^“”]*”|"[^"]*"|‘[^‘’]*’/gu;

/**
 * Each as it stands in the text, after folding; quotations byte for byte, marks and all. Of English only
 * what is written as a name is one: its other words are for the gate.
 */
export function findForeign(text: string, source: string, language: string): string[] {
  const [mine, theirs] = [fold(text), fold(source)];
  const quoted = [...text.matchAll(quotations)].map(([one]) => one);
  const lone = /[「」『』“”"]/u.test(text.replace(quotations, ''));
  const names = language.startsWith('ja')
    ? [...mine.matchAll(latin)].map(([one]) => one)
    : [...text.matchAll(/(?<!^)(?<![.!?] )\b\p{Lu}[\p{L}'’-]+/gu)].map(([one]) => fold(one));
  const known = new Set([...theirs.matchAll(numbers)].map(([one]) => one));
  const foreign = [
    ...quoted.filter((one) => !source.includes(one)),
    ...(lone ? ['"'] : []),
    ...[...mine.matchAll(addresses)].map(([one]) => one).filter((one) => !theirs.includes(one)),
    ...[...mine.matchAll(numbers)].map(([one]) => one).filter((one) => !known.has(one)),
    ...[...mine.matchAll(katakana)].map(([one]) => one).filter((one) => !theirs.includes(one)),
    ...names.filter((one) => !theirs.includes(one)),
  ];
  return [...new Set(foreign)];
}
