// Whether the XML of a feed can be parsed at all: looked at before a tree is made of it.

/** No feed needs a tenth of these; the time of its parser grows with the square of some. */
const most = { depth: 100, tags: 200_000, tagLength: 20_000 } as const;

/**
 * True if its elements are so many, so deep or so long that only malice makes them so, or if it is cut off in
 * the middle of one. Linear: each character is looked at a few times at most.
 */
export function isOverBuilt(xml: string): boolean {
  let depth = 0;
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const passed = passOver(xml, at);
    if (passed !== null) {
      at = passed;
      continue;
    }
    const end = endOfTag(xml, at);
    tags += 1;
    if (end < 0 || tags > most.tags) return true;
    if (xml[at + 1] === '/') depth -= 1;
    else if (xml[end - 1] !== '/') depth += 1;
    if (depth > most.depth) return true;
    at = end + 1;
  }
  return false;
}

/** Behind what is no tag; the end of the text, where it has no end of its own. */
function passOver(xml: string, at: number): number | null {
  for (const [begin, end] of others) {
    if (!xml.startsWith(begin, at)) continue;
    const found = xml.indexOf(end, at + begin.length);
    return found < 0 ? xml.length : found + end.length;
  }
  return null;
}

const others = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Of the `>` that is in no quotes, or -1 if it is too far to be one. */
function endOfTag(xml: string, at: number): number {
  let quote = '';
  const last = Math.min(xml.length, at + most.tagLength);
  for (let place = at + 1; place < last; place += 1) {
    const character = xml[place] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return place;
  }
  return -1;
}
