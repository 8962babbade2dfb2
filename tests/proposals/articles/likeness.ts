// How near a text that was read is to the one that a person copied.

/**
 * Character F1: of the longest common subsequence of both, without white space, the harmonic mean of its
 * shares in either. 1: the same; 0: nothing in common.
 */
export function characterF1(read: string, copied: string): number {
  const [a, b] = [bare(read), bare(copied)];
  if (a.length === 0 || b.length === 0) return 0;
  return (2 * commonLength(a, b)) / (a.length + b.length);
}

function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

function commonLength(a: string, b: string): number {
  let above = new Uint32Array(b.length + 1);
  let row = new Uint32Array(b.length + 1);
  for (let i = 0; i < a.length; i += 1) {
    const code = a.charCodeAt(i);
    for (let j = 0; j < b.length; j += 1) {
      row[j + 1] =
        code === b.charCodeAt(j) ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}
