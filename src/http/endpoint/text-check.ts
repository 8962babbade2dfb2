// Characters that no input of ours may hold, wherever they stand.

import { nameCharacter, unstorable } from '../../base/characters.ts';
import type { FieldError } from '../../base/errors.ts';
import { AppError } from '../../base/errors.ts';

const deepest = 64;

/**
 * Throws `invalid` for control characters and halves of surrogate pairs in any text or field name
 * (PostgreSQL could not store them), `bad_request` for nesting that no schema of ours has.
 */
export function refuseBrokenText(value: unknown): void {
  const errors: FieldError[] = [];
  visit(value, [], errors);
  if (errors.length === 0) return;
  throw new AppError('invalid', 'Some text has characters that cannot be kept.', { errors });
}

function visit(value: unknown, path: readonly string[], errors: FieldError[]): void {
  if (path.length > deepest) throw new AppError('bad_request', 'The JSON is nested too deeply.');
  if (errors.length >= 100) return;
  if (typeof value === 'string') {
    const message = explain(value);
    if (message !== null) errors.push({ path: path.join('.'), message });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, String(index)], errors);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (explain(name) !== null) {
        errors.push({ path: path.join('.'), message: 'Has a field name that cannot be kept' });
      }
      visit(item, [...path, name], errors);
    }
  }
}

function explain(text: string): string | null {
  if (!text.isWellFormed()) return 'Must not contain half a surrogate pair';
  const found = unstorable.exec(text)?.[0];
  if (found === undefined) return null;
  return `Must not contain the character ${nameCharacter(found)}`;
}
