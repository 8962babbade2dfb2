// What stands in the form, as it is saved.

import type { Fields } from '../../../../editing/working-copy/fields.ts';
import type { WorkingCopyView } from '../../../../editing/working-copy/view.ts';

export type Typed =
  | { face: 'fields'; fields: Fields; unplaced?: WorkingCopyView['unplaced'] }
  | { face: 'markdown'; markdown: string };

export function sameTyped(one: Typed, other: Typed): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
