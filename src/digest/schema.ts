// The content model of a digest: the one definition of what a digest may hold.
import * as z from 'zod';
import type { FieldError } from '../base/errors.ts';
import { parseFields } from '../base/field-errors.ts';
import { explainLanguage } from '../base/language.ts';
import { Alt, Day, HttpsUrl, Language, Line, Text } from './text.ts';

/** A picture. `alt` is empty only for decoration. */
export const Image = z.strictObject({
  url: HttpsUrl,
  alt: Alt,
  credit: Line.exactOptional(),
});
export type Image = z.infer<typeof Image>;

/** A paragraph; `comment` is the editor speaking, drawn as a speech bubble. */
export const Paragraph = z.strictObject({
  text: Text,
  voice: z.enum(['narration', 'comment']).default('narration'),
});
export type Paragraph = z.infer<typeof Paragraph>;

/** What opens a section: a question and its short answer, always both. */
export const Hook = z.strictObject({ question: Line, answer: Text });
export type Hook = z.infer<typeof Hook>;

/** The cited article of a section. `publishedOn` is the article's own day. */
export const Source = z.strictObject({
  title: Line,
  url: HttpsUrl,
  publisher: Line.exactOptional(),
  publishedOn: Day.exactOptional(),
  image: Image.exactOptional(),
  points: z.array(Text).min(1, 'Needs at least one point').max(10, 'Holds at most 10 points'),
});
export type Source = z.infer<typeof Source>;

/**
 * `opener` stands between hook and source, `body` after the source. Without a source nothing parts
 * the two, so the canonical form has everything in `body`.
 */
export const Section = z
  .strictObject({
    heading: Line,
    hook: Hook.exactOptional(),
    opener: paragraphs(),
    source: Source.exactOptional(),
    body: paragraphs(),
  })
  .overwrite((section) =>
    section.source !== undefined || section.opener.length === 0
      ? section
      : { ...section, opener: [], body: [...section.opener, ...section.body] },
  );
export type Section = z.infer<typeof Section>;

/**
 * One issue's content. A parsed digest is canonical: texts are trimmed, the language tag is in
 * its canonical spelling, `voice` is always said, `opener`, `body` and `closing` are always there
 * (perhaps empty); whatever else is absent is absent, never null or undefined.
 */
export const Digest = z.strictObject({
  version: z.literal(1, 'Must be 1'),
  language: Language,
  headline: Line,
  subject: Line.exactOptional().meta({
    description: 'Subject of the mail; the headline if absent',
  }),
  preheader: Line.exactOptional().meta({
    description: 'What an inbox shows after the subject; the lead if absent',
  }),
  lead: Text.exactOptional(),
  image: Image.exactOptional(),
  publishedOn: Day.exactOptional(),
  sections: z
    .array(Section)
    .min(1, 'Needs at least one section')
    .max(20, 'Holds at most 20 sections'),
  closing: paragraphs(),
  conclusion: z
    .array(Text)
    .min(1, 'Needs at least one conclusion')
    .max(10, 'Holds at most 10 conclusions'),
});
export type Digest = z.infer<typeof Digest>;

/** What a writer may send: defaults may be left out. */
export type DigestInput = z.input<typeof Digest>;

export type ParsedDigest =
  | { kind: 'ok'; digest: Digest }
  | { kind: 'invalid'; errors: FieldError[] };

/** Reads a digest of any version; errors name each place as a dotted path. */
export function parseDigest(value: unknown): ParsedDigest {
  const parsed = parseFields(Digest, upgradeDigest(value));
  return parsed.kind === 'ok' ? { kind: 'ok', digest: parsed.value } : parsed;
}

/**
 * As `parseDigest`, for what comes in anew: its language must also be registered, which those that
 * are stored were not always asked.
 */
export function parseNewDigest(value: unknown): ParsedDigest {
  const parsed = parseDigest(value);
  if (parsed.kind === 'invalid') return parsed;
  const message = explainLanguage(parsed.digest.language);
  return message === null ? parsed : { kind: 'invalid', errors: [{ path: 'language', message }] };
}

/**
 * Lifts the content of an older version to the present one, step by step. Version 1 is the first,
 * so there is no step yet; a value that is no digest comes back as it is, for the schema to refuse.
 */
function upgradeDigest(value: unknown): unknown {
  let digest = value;
  for (let step = upgradeFor(digest); step !== undefined; step = upgradeFor(digest)) {
    digest = step(digest);
  }
  return digest;
}

/** By the version a step starts from. Each step must raise `version`. */
const upgrades = new Map<unknown, (older: unknown) => unknown>();

function upgradeFor(value: unknown): ((older: unknown) => unknown) | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return upgrades.get(value.version);
}

function paragraphs() {
  return z.array(Paragraph).max(200, 'Holds at most 200 paragraphs').default([]);
}
