// Where in the input the fault of a draft stands, in words of who wrote it.

import type { FieldError } from '../../base/errors.ts';

/** As much of a text as tells it from others. */
const telling = 60;

const names: readonly (readonly [RegExp, string])[] = [
  [/^sections\.\d+\.heading$/, 'heading'],
  [/question$/, 'question'],
  [/answer$/, 'answer'],
  [/source\.title$/, 'title of a source'],
  [/source\.url$/, 'address of a source'],
  [/source\.publisher$/, 'publisher'],
  [/publishedOn$/, 'day'],
  [/image\.url$/, 'address of a picture'],
  [/image\.alt$/, 'description of a picture'],
  [/image\.credit$/, 'credit of a picture'],
  [/points\.\d+$/, 'point'],
  [/\.text$/, 'paragraph'],
  [/^conclusion\.\d+$/, 'conclusion'],
];

/** Each with `line 12` for its place, if the text at its path of the draft stands in a line; each once. */
export function placeErrors(
  errors: readonly FieldError[],
  draft: unknown,
  lines: readonly { number: number; text: string }[],
): FieldError[] {
  const placed = errors.map((error) => placeError(error, draft, lines));
  return [...new Map(placed.map((error) => [`${error.path}: ${error.message}`, error])).values()];
}

function placeError(
  { path, message }: FieldError,
  draft: unknown,
  lines: readonly { number: number; text: string }[],
): FieldError {
  const value = path.split('.').reduce(readField, draft);
  const text = typeof value === 'string' ? value.slice(0, telling) : '';
  const line = text === '' ? undefined : lines.find((one) => one.text.includes(text));
  if (line === undefined) return { path, message };
  const name = names.find(([pattern]) => pattern.test(path))?.[1] ?? path;
  const says = message.startsWith('Must ') ? ` m${message.slice(1)}` : `: ${message}`;
  return { path: `line ${line.number}`, message: `The ${name}${says}` };
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
