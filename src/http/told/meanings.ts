// What every field of the API means, by the name of its schema: joined here, written beside it.

import type { FieldMeanings } from '../endpoint/schema-names.ts';
import { digestMeanings } from './meanings/digests.ts';
import { feedMeanings } from './meanings/feeds.ts';
import { houseMeanings } from './meanings/house.ts';
import { listMeanings } from './meanings/lists.ts';
import { peopleMeanings } from './meanings/people.ts';
import { proposalMeanings } from './meanings/proposals.ts';
import { sendMeanings } from './meanings/sends.ts';
import { transferMeanings } from './meanings/transfer.ts';
import { typedMeanings } from './meanings/typed.ts';

/**
 * By schema, then by field, a sentence for people: its meaning, unit, default or surprise, never its name
 * again. A field of a field is `sections.heading`, whatever lists or choices lie between. What a rule of
 * the code implies stands as `.meta` at the schema, and is not said here again.
 */
export const meanings: FieldMeanings = {
  ...digestMeanings,
  ...typedMeanings,
  ...proposalMeanings,
  ...feedMeanings,
  ...sendMeanings,
  ...peopleMeanings,
  ...transferMeanings,
  ...listMeanings,
  ...houseMeanings,
};
