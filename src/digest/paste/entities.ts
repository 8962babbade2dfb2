// HTML entities in a pasted text: what a page, a feed or an editor failed to read before it was copied.

import { unprintable } from '../../base/characters.ts';
import type { InputLine } from '../import/lines.ts';

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ' },
  ...{ hellip: '…', mdash: '—', ndash: '–', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' },
  ...{ laquo: '«', raquo: '»', middot: '·', bull: '•', times: '×', yen: '¥', euro: '€' },
  ...{ copy: '©', reg: '®', trade: '™', deg: '°', rarr: '→', larr: '←', shy: '\u00ad' },
};
const entity = /&(?:([a-z]{2,6})|#(\d{1,7})|#x([\da-f]{1,6}));/giu;

/**
 * Each becomes its character, with a warning: nobody writes `&amp;` for a reader. Once only, and none
 * that a digest may not hold.
 */
export function readEntities(
  line: InputLine,
  warn: (line: InputLine, message: string) => void,
): InputLine {
  const found = new Set<string>();
  const text = line.text.replace(entity, (whole, name?: string, decimal?: string, hex?: string) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const character = name === undefined ? readCode(code) : named[name.toLowerCase()];
    if (character === undefined) return whole;
    found.add(whole);
    return character;
  });
  if (found.size === 0) return line;
  const read = { ...line, text };
  warn(
    read,
    `Entities were read as the characters they stand for: ${[...found].slice(0, 5).join(' ')}`,
  );
  return read;
}

function readCode(code: number): string | undefined {
  if (!(code <= 0x10ffff)) return undefined;
  // A space that does not break is a matter of the page it stood on.
  const character = code === 160 ? ' ' : String.fromCodePoint(code);
  return character.isWellFormed() && !unprintable.test(character) ? character : undefined;
}
