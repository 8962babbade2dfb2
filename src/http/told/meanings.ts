// What every field of the API means, by the name of its schema: joined here, written beside it.

import type { FieldMeanings } from '../endpoint/schema-names.ts';
import { digestMeanings } from './digests.ts';
import { houseMeanings } from './house.ts';
import { listMeanings } from './lists.ts';
import { peopleMeanings } from './people.ts';
import { sendMeanings } from './sends.ts';
import { transferMeanings } from './transfer.ts';
import { typedMeanings } from './typed.ts';

/**
 * By schema, then by field, a sentence for people: its meaning, unit, default or surprise, never its name
 * again. A field of a field is `sections.heading`, whatever lists or choices lie between. What a rule of
 * the code implies stands as `.meta` at the schema, and is not said here again.
 */
export const meanings: FieldMeanings = {
  ...digestMeanings,
  ...typedMeanings,
  ...sendMeanings,
  ...peopleMeanings,
  ...transferMeanings,
  ...listMeanings,
  ...houseMeanings,
};
