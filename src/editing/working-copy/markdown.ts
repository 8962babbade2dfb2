// The other face of a working copy: the same fields as Markdown.

import type { ImportWarning } from '../../digest/import/lines.ts';
import { digestToMarkdown, markdownToDigest } from '../../digest/markdown/markdown.ts';
import type { Digest } from '../../digest/schema.ts';
import { blankSection, isBlank } from './blank.ts';
import type { Fields } from './fields.ts';
import { type DraftDigest, toDraft } from './to-draft.ts';
import { toFields } from './to-fields.ts';

/** Of a digest the form that `digestToMarkdown` gives; of anything less, its unfinished like. */
export function fieldsToMarkdown(fields: Fields): string {
  const { digest } = toDraft(fields);
  const hasEnd = digest.closing.length + digest.conclusion.length > 0;
  // Without a section what closes the digest would read as its lead.
  const sections =
    hasEnd && digest.sections.length === 0
      ? [{ heading: '', opener: [], body: [] }]
      : digest.sections;
  return digestToMarkdown(asDigest({ ...digest, sections: sections.map(withPoint) }));
}

/** Whatever the writer finds it writes; what is missing is empty. */
function asDigest(draft: DraftDigest): Digest {
  return draft as Digest;
}

/** Points end a source: without one, the first paragraph behind it would be its publisher. */
function withPoint<Section extends DraftDigest['sections'][number]>(section: Section): Section {
  const { source } = section;
  if (source === undefined || source.points.length > 0) return section;
  return { ...section, source: { ...source, points: [''] } };
}

/** Every line that has no place among the fields is named in `unplaced`. */
export function markdownToFields(markdown: string): { fields: Fields; unplaced: ImportWarning[] } {
  const read = markdownToDigest(markdown, true);
  const fields = toFields(read.kind === 'ok' ? read.digest : read.draft);
  return { fields: withPlaces(fields), unplaced: read.warnings };
}

/** As a form shows them: with at least one place for each thing that a digest must have. */
export function withPlaces(fields: Fields): Fields {
  const { sections, conclusion } = fields;
  return {
    ...fields,
    sections: sections.length === 0 ? [blankSection()] : sections,
    conclusion: isBlank(conclusion) ? [''] : conclusion,
  };
}
