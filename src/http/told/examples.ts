// A request of every kind as life makes it: joined here, written beside it.

import type { Examples } from '../endpoint/document/shapes.ts';
import { digestExamples } from './digest-examples.ts';
import { houseExamples } from './house-examples.ts';
import { peopleExamples } from './people-examples.ts';
import { sendExamples } from './send-examples.ts';

/** Each is sent to the product by a test. Ids in them stand for what the reader has made before. */
export const examples: Examples = {
  ...digestExamples,
  ...sendExamples,
  ...peopleExamples,
  ...houseExamples,
};
