// Fields to a digest: a whole one, or one that can at least be looked at.

import { runsOf, unprintable } from '../../base/characters.ts';
import type { FieldError } from '../../base/errors.ts';
import { canonicalTag } from '../../base/language.ts';
import { disarmLinks, isHttpsUrl } from '../../digest/inline.ts';
import { type Digest, parseNewDigest } from '../../digest/schema.ts';
import { Day, explainForbidden } from '../../digest/text.ts';
import type { Fields } from './fields.ts';
import { type DraftDigest, fieldOf, toDraft } from './to-draft.ts';

export type ParsedFields =
  | { kind: 'ok'; digest: Digest }
  /** Each error names its field. */
  | { kind: 'invalid'; errors: FieldError[] };

export function parseFields(fields: Fields): ParsedFields {
  const draft = toDraft(fields);
  const parsed = parseNewDigest(draft.digest);
  if (parsed.kind === 'ok') return parsed;
  const errors = parsed.errors.map(({ path, message }) => ({
    path: fieldOf(draft, path),
    message,
  }));
  return { kind: 'invalid', errors };
}

/**
 * The digest, or, if the fields are none yet, what a mail can show of them: what is missing is empty,
 * and no address or mark in it is one that a digest would not be allowed.
 */
export function sketchDigest(fields: Fields): Digest {
  const { digest } = toDraft(fields);
  const parsed = parseNewDigest(digest);
  return parsed.kind === 'ok' ? parsed.digest : makeHarmless(digest);
}

function makeHarmless(draft: DraftDigest): Digest {
  const { language, publishedOn, image, sections, closing, conclusion, ...texts } = draft;
  return {
    ...clean(texts),
    language: canonicalTag(language) ?? 'ja',
    ...day(publishedOn),
    ...picture(image),
    sections: sections.map(({ source, ...section }) => ({
      ...clean(section),
      ...(source === undefined ? {} : { source: harmlessSource(source) }),
    })),
    closing: clean(closing),
    conclusion: clean(conclusion),
  };
}

type DraftSource = NonNullable<DraftDigest['sections'][number]['source']>;

function harmlessSource({ url, publishedOn, image, ...source }: DraftSource) {
  return {
    ...clean(source),
    url: isHttpsUrl(url) ? url : 'https://example.com/',
    ...day(publishedOn),
    ...picture(image),
  };
}

function day(text: string | undefined) {
  const publishedOn = Day.safeParse(text).data;
  return publishedOn === undefined ? {} : { publishedOn };
}

function picture(image: DraftDigest['image']) {
  return image !== undefined && isHttpsUrl(image.url) ? { image: clean(image) } : {};
}

/** Every text in it without what no digest may hold. */
function clean<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? cleanText(part) : part,
  ) as Value;
}

const unprintableRuns = runsOf(unprintable);

function cleanText(text: string): string {
  const safe = disarmLinks(text.toWellFormed());
  return explainForbidden(safe) === null ? safe : safe.replace(unprintableRuns, '');
}
