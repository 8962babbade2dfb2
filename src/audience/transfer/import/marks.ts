// What keeps mail from a person whatever their lists say, as a row of an import tells it.

import * as z from 'zod';
import { SuppressionReason } from '../../suppressions/schema.ts';
import type { RawRow } from './records/raw-row.ts';

/** Who was erased is in no file of people: their hash is in the file of suppressions. */
const Mark = SuppressionReason.exclude(['erased']);
const Moment = z.iso.datetime({ offset: true });

export interface Marks {
  /** Why nothing is mailed to the address; null says nothing. */
  suppressed: z.infer<typeof Mark> | null;
  /** Nothing is mailed before it (ISO 8601); null says nothing. */
  pausedUntil: string | null;
}

const none: Marks = { suppressed: null, pausedUntil: null };

/** Or what is wrong with one of them. */
export function readMarks({ suppressed, pausedUntil }: RawRow): Marks | string {
  if (suppressed === '' && pausedUntil === '') return none;
  const mark = Mark.safeParse(suppressed === '' ? 'manual' : suppressed);
  if (!mark.success) return `suppressed: Must be ${Mark.options.join(', ')}, or empty`;
  if (pausedUntil !== '' && !Moment.safeParse(pausedUntil).success) {
    return 'pausedUntil: Must be a moment such as 2026-12-31T00:00:00Z, or empty';
  }
  return {
    suppressed: suppressed === '' ? null : mark.data,
    pausedUntil: pausedUntil === '' ? null : pausedUntil,
  };
}
