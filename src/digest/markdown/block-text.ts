// The words of a block, read together, and what Markdown has in them and a digest has not, named line by line.

import { type InputLine, joinAll } from '../import/lines.ts';
import type { Block } from './blocks.ts';
import type { Reading } from './draft.ts';
import { readHeading, readStart } from './pieces.ts';
import { type Field, readProse } from './prose.ts';

/** One line, or all lines of words that are underlined. */
export function headingOf(reading: Reading, block: Block): string {
  const text = readHeading(block.text);
  return textOf(reading, { ...block, text, more: block.underline ? block.more : [] }, 'line');
}

/** All its lines as one text; what Markdown has in it and a digest has not is named with its line. */
export function textOf(reading: Reading, block: Block, field: Field = 'text'): string {
  const { references } = reading;
  const parts = [{ ...block.line, text: block.text }, ...block.more].map((line, index) => {
    const isLast = index === block.more.length;
    return { line, words: readStart(isLast ? line.text : line.text.replace(hardBreak, '$1')) };
  });
  const whole = joinAll(parts.map(({ words }) => words));
  const { text, faults } = readProse(whole, field, references);
  if (faults.length === 0) return text;
  const found = parts.map(({ line, words }) => ({ line, ...readProse(words, field, references) }));
  for (const fault of faults) {
    const places = found.filter((part) => part.faults.includes(fault));
    for (const { line } of places.length > 0 ? places : found) {
      reading.warn(line.number === block.line.number ? block.line : line, fault);
    }
  }
  return text;
}

/** A backslash at the end of a line that is not the last: a line ends in a digest as any other. */
const hardBreak = /(?<!\\)((?:\\\\)*)\\$/u;

export function warnOf(reading: Reading, line: InputLine, faults: readonly string[]): 'line' {
  for (const fault of faults) reading.warn(line, fault);
  return 'line';
}
