// The address in a record that could not be laid out, so that its report can be mended.

import type { FileLayout } from '../columns/layout.ts';
import type { ImportRecord } from '../cut.ts';

/** As it was written; null if there is none. Not judged: the record is refused anyway. */
export function findAddress(record: ImportRecord, layout: FileLayout): string | null {
  if (typeof record === 'string') return findInText(record);
  const place = layout.slots.findIndex((slot) => slot.kind === 'field' && slot.name === 'email');
  const named = record[place] ?? '';
  const cell = named.includes('@') ? named : record.find((other) => other.includes('@'));
  return cell === undefined ? null : cell.trim();
}

/** What stands around the first `@`, as far as an address can reach (RFC 5321 §4.5.3.1). */
function findInText(text: string): string | null {
  const at = text.indexOf('@');
  if (at < 0) return null;
  const before = /[^\s"'<>,:;[\]{}()\\]*$/.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? '';
  const after = /^[^\s"'<>,:;[\]{}()\\]*/.exec(text.slice(at + 1, at + 256))?.[0] ?? '';
  return `${before}@${after}`;
}
