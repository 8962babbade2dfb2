// What a digest announces of itself before it begins.

import type { Digest } from './schema.ts';

/** Fewer sections are seen at a glance. */
const fewestSections = 3;

/** The headings in their order; none where there is nothing to look ahead to. */
export function listContents({ sections }: Digest): string[] {
  return sections.length < fewestSections ? [] : sections.map(({ heading }) => heading);
}
