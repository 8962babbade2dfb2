// The promise of the Markdown form, for as many digests as asked for.
import fc from 'fast-check';
import { expect } from 'vitest';
import { digestToMarkdown, markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import { digest } from './arbitrary.ts';

/** Any digest comes back from Markdown as itself, without a warning, and is written as the same bytes. */
export function proveRoundTrip(numRuns: number): void {
  fc.assert(
    fc.property(digest, (original) => {
      const markdown = digestToMarkdown(original);
      const read = markdownToDigest(markdown);
      expect(read).toEqual({ kind: 'ok', digest: original, warnings: [] });
      if (read.kind === 'ok') expect(digestToMarkdown(read.digest)).toBe(markdown);
    }),
    { numRuns },
  );
}
