// Fields as a digest's writer means them: blank ones left out, lines joined or taken apart.

import { lineEnd } from '../../base/characters.ts';
import { joinAll } from '../../digest/import/lines.ts';
import { isBlank } from './blank.ts';
import type { Fields, ImageFields, ParagraphFields, SectionFields } from './fields.ts';

/** In the form of a digest, to be parsed; and for each of its list items the field it came from. */
export interface Draft {
  digest: DraftDigest;
  /** `sections.0.body.1` → `sections.1.opener.0`: blank items and line breaks move the numbers. */
  origins: ReadonlyMap<string, string>;
}

export type DraftDigest = ReturnType<typeof write>;

export function toDraft(fields: Fields): Draft {
  const origins = new Map<string, string>();
  return { digest: write(fields, origins), origins };
}

/** The field that a place in the draft came from. */
export function fieldOf({ origins }: Draft, path: string): string {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const origin = origins.get(parts.slice(0, length).join('.'));
    if (origin !== undefined) return [origin, ...parts.slice(length)].join('.');
  }
  return path;
}

interface Placed<Value> {
  value: Value;
  origin: string;
}

function write(fields: Fields, origins: Map<string, string>) {
  const place = <Value>(at: string, items: readonly Placed<Value>[]): Value[] =>
    items.map(({ value, origin }, index) => {
      origins.set(`${at}.${index}`, origin);
      return value;
    });
  const sections = numbered(fields.sections, 'sections').filter(({ value }) => !isBlank(value));
  return {
    version: 1 as const,
    language: oneLine(fields.language),
    headline: oneLine(fields.headline),
    ...optional('subject', fields.subject),
    ...optional('preheader', fields.preheader),
    ...optional('lead', fields.lead),
    ...writeImage(fields.image),
    ...optional('publishedOn', fields.publishedOn),
    sections: place('sections', sections).map((section, index) =>
      writeSection(section, `sections.${index}`, sections[index]?.origin ?? '', place),
    ),
    closing: place('closing', paragraphs(fields.closing, 'closing')),
    conclusion: place('conclusion', lines(fields.conclusion, 'conclusion')),
  };
}

type Place = <Value>(at: string, items: readonly Placed<Value>[]) => Value[];

/** Without a source nothing parts opener and body, so all of it is body, as in a parsed digest. */
function writeSection(section: SectionFields, at: string, from: string, place: Place) {
  const { heading, hook, source } = section;
  const opener = paragraphs(section.opener, `${from}.opener`);
  const body = paragraphs(section.body, `${from}.body`);
  const hasSource = !isBlank(source);
  return {
    heading: oneLine(heading),
    ...(isBlank(hook)
      ? {}
      : { hook: { question: oneLine(hook.question), answer: oneLine(hook.answer) } }),
    opener: place(`${at}.opener`, hasSource ? opener : []),
    ...(hasSource
      ? {
          source: {
            title: oneLine(source.title),
            url: source.url.trim(),
            ...optional('publisher', source.publisher),
            ...optional('publishedOn', source.publishedOn),
            ...writeImage(source.image),
            points: place(`${at}.source.points`, lines(source.points, `${from}.source.points`)),
          },
        }
      : {}),
    body: place(`${at}.body`, hasSource ? body : [...opener, ...body]),
  };
}

function writeImage(image: ImageFields) {
  if (isBlank(image)) return {};
  const { url, alt, credit } = image;
  return { image: { url: url.trim(), alt: oneLine(alt), ...optional('credit', credit) } };
}

function paragraphs(list: readonly ParagraphFields[], at: string): Placed<ParagraphFields>[] {
  return numbered(list, at).flatMap(({ value: { text, voice }, origin }) =>
    splitLines(text).map((line) => ({ value: { text: line, voice }, origin })),
  );
}

/** Of points and conclusions each line is one. */
function lines(list: readonly string[], at: string): Placed<string>[] {
  return numbered(list, at).flatMap(({ value, origin }) =>
    splitLines(value).map((line) => ({ value: line, origin })),
  );
}

function numbered<Value>(list: readonly Value[], at: string): Placed<Value>[] {
  return list.map((value, index) => ({ value, origin: `${at}.${index}` }));
}

function optional<Name extends string>(name: Name, text: string): { [name in Name]?: string } {
  const line = oneLine(text);
  return line === '' ? {} : ({ [name]: line } as { [name in Name]?: string });
}

function oneLine(text: string): string {
  return joinAll(splitLines(text));
}

function splitLines(text: string): string[] {
  return text
    .split(lineEnd)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
