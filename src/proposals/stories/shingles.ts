// Whether two texts are one, as agencies' reports are that several papers print.

/** Letters in a row that count as one mark of a text: long enough that two reports share few by chance. */
const width = 8;
/** Of a longer text the beginning tells. */
const mostLetters = 20_000;

/** The marks of a text: 64-bit hashes of its runs of letters, spaces and punctuation left out. */
export function shinglesOf(text: string): ReadonlySet<bigint> {
  const letters = text
    .slice(0, 2 * mostLetters)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, mostLetters);
  const shingles = new Set<bigint>();
  for (let at = 0; at + width <= letters.length; at += 1) {
    shingles.add(hash(letters, at));
  }
  return shingles;
}

/** The smaller is nearly all in the larger, and the larger is not much more than it. */
export function isNearlySame(one: ReadonlySet<bigint>, other: ReadonlySet<bigint>): boolean {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return false;
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared += 1;
  return shared / small.size >= 0.8 && shared / large.size >= 0.5;
}

/** FNV-1a in two halves of 32 bits, each with a basis of its own. */
function hash(letters: string, from: number): bigint {
  let [high, low] = [0x811c9dc5, 0xcbf29ce4];
  for (let at = from; at < from + width; at += 1) {
    const code = letters.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x01000193);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
