// What both importers share: numbered lines, warnings that name them, and the way to a digest.
import { lineEnd, runsOf, unprintable } from '../../base/characters.ts';
import type { FieldError } from '../../base/errors.ts';
import { type Digest, parseNewDigest } from '../schema.ts';
import { explainForbidden } from '../text.ts';
import { trimStart } from '../tidy.ts';

/** One line of the input that did not find its place as it stands; `line` counts from 1. */
export interface ImportWarning {
  line: number;
  text: string;
  message: string;
}

export type Imported =
  | { kind: 'ok'; digest: Digest; warnings: ImportWarning[] }
  /** `draft` is what was read, in the form of a digest. */
  | { kind: 'invalid'; draft: unknown; errors: FieldError[]; warnings: ImportWarning[] };

/** A line without the white space around it, and what nobody sees before it; `text` may be empty. */
export interface InputLine {
  number: number;
  text: string;
  /** The columns of spaces and tabs before it, if that was asked. */
  indent?: number;
}

/**
 * Twice what the longest text of a digest may have. What is longer will be refused as it is, so no
 * more of it is looked at: one endless line must not cost the square of its length.
 */
export const longestText = 20_000;

const unprintableRuns = runsOf(unprintable);

/**
 * Splits a text at every kind of line end. Tabs become spaces; characters that no digest may hold
 * are taken out with a warning. `first` is the number of the first line.
 */
export function readLines(
  input: string,
  warn: (line: InputLine, message: string) => void,
  first = 1,
) {
  return input.split(lineEnd).map((whole, index): InputLine => {
    const raw = trimStart(whole).trimEnd().slice(0, longestText);
    const spaced = raw.replaceAll('\t', ' ').trimEnd();
    const line = { number: first + index, text: spaced };
    const problem = explainForbidden(spaced);
    if (problem === null) return line;
    const printable = spaced.toWellFormed().replace(unprintableRuns, '');
    const clean = trimStart(printable).trimEnd();
    warn({ number: first + index, text: clean }, `Characters were taken out of it. ${problem}`);
    return { number: first + index, text: clean };
  });
}

/** A list of warnings and the function that adds to it. */
export function collectWarnings() {
  const warnings: ImportWarning[] = [];
  const warn = (line: InputLine, message: string) => {
    warnings.push({ line: line.number, text: line.text, message });
  };
  return { warnings, warn };
}

/** Parses what an importer found; `hints` replace the schema's words where a writer needs others. */
export function finishImport(
  draft: unknown,
  warnings: ImportWarning[],
  hints: Readonly<Record<string, string>>,
): Imported {
  const inOrder = warnings.toSorted((a, b) => a.line - b.line);
  const parsed = parseNewDigest(draft);
  if (parsed.kind === 'ok') return { ...parsed, warnings: inOrder };
  const errors = parsed.errors.map(({ path, message }) => ({
    path,
    message: hints[path] ?? message,
  }));
  return { kind: 'invalid', draft, errors, warnings: inOrder };
}

/**
 * The lines of one paragraph: a space between two, unless a Japanese character touches the seam. A text far
 * past the schema's limit does not grow any more, for the same reason as a line. Linear: looking at the end of
 * a text that is being put together would copy all of it, each time.
 */
export function joinAll(lines: readonly string[]): string {
  const pieces: string[] = [];
  let length = 0;
  let last = '';
  for (const line of lines) {
    if (line === '') continue;
    if (length >= longestText) break;
    const seam = last === '' || wide.test(last.slice(-1)) || wide.test(line.slice(0, 1)) ? '' : ' ';
    pieces.push(seam, line);
    length += seam.length + line.length;
    last = line;
  }
  return pieces.join('');
}

/** Two of them. */
export function joinLines(first: string, second: string): string {
  return joinAll([first, second]);
}

/** `ja` if a kana or kanji appears anywhere, else `en`. */
export function guessLanguage(text: string): 'ja' | 'en' {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? 'ja' : 'en';
}

const wide = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
