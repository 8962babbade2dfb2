// What stands in a form that nobody has typed into.

import type { Fields, ImageFields, ParagraphFields, SectionFields } from './fields.ts';

export function blankImage(): ImageFields {
  return { url: '', alt: '', credit: '' };
}

export function blankParagraph(): ParagraphFields {
  return { text: '', voice: 'narration' };
}

/** A form to fill in: with the three points that are usual. */
export function blankSection(): SectionFields {
  return {
    heading: '',
    hook: { question: '', answer: '' },
    opener: [],
    source: {
      title: '',
      url: '',
      publisher: '',
      publishedOn: '',
      image: blankImage(),
      points: ['', '', ''],
    },
    body: [blankParagraph()],
  };
}

export function blankFields(language: string): Fields {
  return {
    language,
    headline: '',
    subject: '',
    preheader: '',
    lead: '',
    image: blankImage(),
    publishedOn: '',
    sections: [blankSection()],
    closing: [],
    conclusion: [''],
  };
}

/** True if nothing was typed; the language and the voices were chosen, not typed. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isBlank);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([name, part]) => name === 'language' || name === 'voice' || isBlank(part),
  );
}
