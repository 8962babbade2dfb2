// A digest, or what an importer could read of one, as fields.

import { blankImage } from './blank.ts';
import type { Fields, ImageFields, ParagraphFields, SectionFields } from './fields.ts';

/**
 * Takes what is there and leaves the rest blank; never throws. Of a digest nothing is lost:
 * `toDraft` gives it back.
 */
export function toFields(draft: unknown): Fields {
  const digest = readObject(draft);
  return {
    language: readText(digest.language),
    headline: readText(digest.headline),
    subject: readText(digest.subject),
    preheader: readText(digest.preheader),
    lead: readText(digest.lead),
    image: readImage(digest.image),
    publishedOn: readText(digest.publishedOn),
    sections: readList(digest.sections).map(readSection),
    closing: readList(digest.closing).map(readParagraph),
    conclusion: readList(digest.conclusion).map(readText),
  };
}

function readSection(value: unknown): SectionFields {
  const { heading, hook, opener, source, body } = readObject(value);
  const { question, answer } = readObject(hook);
  const { title, url, publisher, publishedOn, image, points } = readObject(source);
  return {
    heading: readText(heading),
    hook: { question: readText(question), answer: readText(answer) },
    opener: readList(opener).map(readParagraph),
    source: {
      title: readText(title),
      url: readText(url),
      publisher: readText(publisher),
      publishedOn: readText(publishedOn),
      image: readImage(image),
      points: readList(points).map(readText),
    },
    body: readList(body).map(readParagraph),
  };
}

function readParagraph(value: unknown): ParagraphFields {
  const { text, voice } = readObject(value);
  return { text: readText(text), voice: voice === 'comment' ? 'comment' : 'narration' };
}

function readImage(value: unknown): ImageFields {
  const { url, alt, credit } = readObject(value);
  return { ...blankImage(), url: readText(url), alt: readText(alt), credit: readText(credit) };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function readObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
