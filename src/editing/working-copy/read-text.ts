// A text that was pasted, as fields: Markdown, or the text or HTML of a digest page.

import { readText as readDigest, recogniseFormat } from '../../digest/intake/read-text.ts';
import type { Fields } from './fields.ts';
import { markdownToFields, withPlaces } from './markdown.ts';
import { toFields } from './to-fields.ts';
import type { Unplaced } from './view.ts';

/** Also of a text that is no digest yet: what was recognised stands in its field, the rest is named. */
export function readText(text: string): { fields: Fields; unplaced: Unplaced[] } {
  const format = recogniseFormat(text);
  if (format === 'markdown') return markdownToFields(text);
  const read = readDigest(text, format);
  const fields = toFields(read.kind === 'ok' ? read.digest : read.draft);
  return { fields: withPlaces(fields), unplaced: read.warnings };
}
