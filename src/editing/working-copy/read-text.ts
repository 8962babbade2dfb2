// A text that was pasted, as fields: Markdown, or the text of a digest page.

import { importPage } from '../../digest/import/paste.ts';
import type { Fields } from './fields.ts';
import { markdownToFields, withPlaces } from './markdown.ts';
import { toFields } from './to-fields.ts';
import type { Unplaced } from './view.ts';

/** Also of a text that is no digest yet: what was recognised stands in its field, the rest is named. */
export function readText(text: string): { fields: Fields; unplaced: Unplaced[] } {
  if (looksLikeMarkdown(text)) return markdownToFields(text);
  const read = importPage(text);
  const fields = toFields(read.kind === 'ok' ? read.digest : read.draft);
  return { fields: withPlaces(fields), unplaced: read.warnings };
}

/** Front matter, or a headline and a section in its notation. */
function looksLikeMarkdown(text: string): boolean {
  return /^\s*---\r?\n[a-z]+\s*:/u.test(text) || (/^# \S/mu.test(text) && /^## /mu.test(text));
}
