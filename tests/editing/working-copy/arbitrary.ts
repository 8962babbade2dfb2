// Arbitrary fields: half-written, blank, with line breaks, and full of what looks like markup.
import fc from 'fast-check';
import { blankImage } from '../../../src/editing/working-copy/blank.ts';
import type { Fields } from '../../../src/editing/working-copy/fields.ts';
import { day, roughText } from '../../digest/arbitrary.ts';

const typed = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  {
    weight: 3,
    // No field of a browser holds these: its own parser takes them away.
    arbitrary: roughText.map((text) => text.toWellFormed().replaceAll('\0', '')),
  },
);
const area = fc.array(typed, { maxLength: 3 }).map((lines) => lines.join('\n'));
const date = fc.oneof(fc.constant(''), day);
const image = fc.oneof(
  fc.constant(blankImage()),
  fc.record({ url: typed, alt: typed, credit: typed }),
);
const paragraphs = fc.array(
  fc.record({ text: area, voice: fc.constantFrom('narration' as const, 'comment' as const) }),
  { maxLength: 2 },
);

export const fields: fc.Arbitrary<Fields> = fc.record({
  language: fc.constantFrom('ja', 'en', '', 'klingon'),
  headline: typed,
  subject: typed,
  preheader: typed,
  lead: area,
  image,
  publishedOn: date,
  sections: fc.array(
    fc.record({
      heading: typed,
      hook: fc.record({ question: typed, answer: area }),
      opener: paragraphs,
      source: fc.record({
        title: typed,
        url: typed,
        publisher: typed,
        publishedOn: date,
        image,
        points: fc.array(area, { maxLength: 3 }),
      }),
      body: paragraphs,
    }),
    { maxLength: 2 },
  ),
  closing: paragraphs,
  conclusion: fc.array(area, { maxLength: 2 }),
});
