// A request of every kind as life makes it: joined here, written beside it.

import type { Examples } from '../endpoint/document/shapes.ts';
import { digestExamples } from './examples/digests.ts';
import { feedExamples } from './examples/feeds.ts';
import { houseExamples } from './examples/house.ts';
import { peopleExamples } from './examples/people.ts';
import { proposalExamples } from './examples/proposals.ts';
import { sendExamples } from './examples/sends.ts';

/** Each is sent to the product by a test. Ids in them stand for what the reader has made before. */
export const examples: Examples = {
  ...digestExamples,
  ...proposalExamples,
  ...feedExamples,
  ...sendExamples,
  ...peopleExamples,
  ...houseExamples,
};
