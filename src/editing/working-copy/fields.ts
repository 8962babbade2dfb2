// A digest as it is being typed: every text as it stands in its field, however unfinished.

import * as z from 'zod';

const Typed = z.string().max(100_000, 'Must be at most 100000 characters');

export const ImageFields = z.strictObject({ url: Typed, alt: Typed, credit: Typed });
export type ImageFields = z.infer<typeof ImageFields>;

/** Each line of `text` is a paragraph of its own. */
export const ParagraphFields = z.strictObject({
  text: Typed,
  voice: z.enum(['narration', 'comment']),
});
export type ParagraphFields = z.infer<typeof ParagraphFields>;

export const SectionFields = z.strictObject({
  heading: Typed,
  hook: z.strictObject({ question: Typed, answer: Typed }),
  opener: z.array(ParagraphFields).max(500),
  source: z.strictObject({
    title: Typed,
    url: Typed,
    publisher: Typed,
    publishedOn: Typed,
    image: ImageFields,
    points: z.array(Typed).max(200),
  }),
  body: z.array(ParagraphFields).max(500),
});
export type SectionFields = z.infer<typeof SectionFields>;

/**
 * The places of a digest under the same names, all of them there and all of them texts: what is
 * blank is absent from the digest. Line breaks may stand anywhere.
 */
export const Fields = z.strictObject({
  language: Typed,
  headline: Typed,
  subject: Typed,
  preheader: Typed,
  lead: Typed,
  image: ImageFields,
  publishedOn: Typed,
  sections: z.array(SectionFields).max(100),
  closing: z.array(ParagraphFields).max(500),
  conclusion: z.array(Typed).max(200),
});
export type Fields = z.infer<typeof Fields>;
