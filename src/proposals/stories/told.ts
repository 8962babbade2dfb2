// What a list has had of a story, as a source keeps it.

import * as z from 'zod';

export const Told = z.strictObject({
  digestId: z.uuid(),
  /** When that digest went out: YYYY-MM-DD, by the calendar of the house. */
  day: z.iso.date(),
  headline: z.string(),
  /** Where everybody can read it; null if nobody can without a key. */
  page: z.url().nullable(),
  /** Sentences of the article, by their numbers, that stood in what was told. */
  known: z.array(z.int()),
  /** An editor wants it told again, with nothing new in it. */
  isAgain: z.boolean().default(false),
});
export type Told = z.infer<typeof Told>;
