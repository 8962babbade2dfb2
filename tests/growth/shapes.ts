// Texts that grow: what has made parsers slow before, here or elsewhere.

import type { Parse } from '../support/growth.ts';

/** Text of about `n` characters. */
export type Shape = (n: number) => string;

/** One parser of text from outside. */
export interface Door {
  parse: Parse;
  /** What it in particular might be slow at, beside what every parser gets. */
  shapes: readonly Shape[];
}

export function repeat(unit: string): Shape {
  return (n) => unit.repeat(Math.ceil(n / unit.length));
}

/** The same, behind a beginning that is there once. */
export function after(beginning: string, shape: Shape): Shape {
  return (n) => beginning + shape(n);
}

/** A long first line, then lines that are each compared with it. */
export function longThenShort(unit: string, line: string): Shape {
  return (n) => `${repeat(unit)(n / 2)}\n${repeat(line)(n / 2)}`;
}

/** Two marks of other classes on one letter: putting them in order costs their square. */
export const marks = after('a', repeat('\u0301\u0316'));

/** For every parser: a word, spaces, marks, one character that becomes eighteen, and astral ones. */
export const plainShapes: readonly Shape[] = [
  repeat('a'),
  repeat(' '),
  after('a', repeat(' ')),
  marks,
  repeat('\ufdfa'),
  repeat('😀'),
];

/** For what has lines: many short ones, and a long one before them. */
export const lineShapes: readonly Shape[] = [
  repeat('\n'),
  repeat('a\n'),
  repeat('あ\r\n'),
  longThenShort('a', 'a\n'),
  longThenShort('a\u0301\u0316', 'a\n'),
];
