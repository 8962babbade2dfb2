// The small pieces of the Markdown form, each written and read side by side.

import { isConclusionLabel } from '../paste/line-marks.ts';
import type { Image } from '../schema.ts';
import { readsAsWords } from './blocks.ts';
import type { Reading } from './draft.ts';
import { type Field, nameOf, readProse, writeProse } from './prose.ts';

/** Words at the start of their place, where a mark would make them something else. */
export function writeText(text: string, field: Field, also: readonly number[] = []): string {
  if (text === '') return '';
  const words = writeProse(text, field, also);
  if (readsAsWords(text) && readsAsWords(`${text} .`) && !region.test(words)) return words;
  const at = /^\d{1,9}(?=[.)]\s)/u.exec(text)?.[0].length ?? 0;
  if (!asciiMark.test(text.charAt(at))) return `\\${words}`;
  return writeProse(text, field, [at, ...also]);
}

/** What would be read before lines become blocks, and what would belong to the mark before it. */
const region = /^(?:`{3}|~{3}|\[(?:\\.|[^\\[\]])+\]:|\p{Default_Ignorable_Code_Point})/u;
const asciiMark = /^[!-/:-@[-`{-~]/;

/** A backslash at the start of words stands before a mark that no `readProse` knows, such as ✅. */
export function readStart(written: string): string {
  return written.startsWith('\\') && !asciiMark.test(written.charAt(1))
    ? written.slice(1)
    : written;
}

/** A heading may end in a run of # that is not part of it, and one that says "conclusion" begins that. */
export function writeHeading(text: string): string {
  const closing = closingRun.exec(text);
  const also = closing === null ? [] : [closing.index + closing[0].indexOf('#')];
  const words = writeText(text, 'line', also);
  return isConclusionLabel(text) ? `\\${words}` : words;
}

export function readHeading(written: string): string {
  return written.replace(closingRun, '');
}

const closingRun = /(?:^|\s+)#+$/u;

/** `[title](url)`. */
export function writeLink(title: string, url: string): string {
  return `[${writeLabel(title)}](${url})`;
}

interface NamedLink {
  title: string;
  url: string;
  faults: string[];
}

/**
 * Also takes a title with unescaped brackets, as people write it, and an address said elsewhere;
 * `isUnfinished`: whatever stands in the place of the address.
 */
export function readLink(
  written: string,
  { references, isUnfinished }: Pick<Reading, 'references' | 'isUnfinished'>,
): NamedLink | null {
  const named = /^\[((?:\\.|[^\\[\]])+)\](?:\[((?:\\.|[^\\[\]])*)\])?$/u.exec(written);
  if (named) {
    const [, title = '', name] = named;
    const target = references.get(nameOf(name || title));
    target?.use();
    return target ? nameLink(title, target.url) : null;
  }
  const strict = /^\[(?:\\.|[^\\[\]])*\]\(/u.exec(written)?.[0].length;
  const start = strict ?? written.lastIndexOf('](') + 2;
  const title = written.slice(1, start - 2);
  if (start < 3 || !/^\[.*\)$/u.test(written)) return null;
  if (isUnfinished) return nameLink(title, written.slice(start, -1));
  const [, url, more] = place.exec(written.slice(start)) ?? [];
  return url === undefined ? null : nameLink(title, url, more);
}

const place = /^\s*<?([^\s<>]+?)>?(\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)$/u;

function nameLink(label: string, url: string, more?: string): NamedLink {
  const { text: title, faults } = readProse(label, 'line');
  const lost =
    more === undefined ? [] : [`A link has no title of its own: ${more.trim()} is left out`];
  return { title, url, faults: [...faults, ...lost] };
}

/** `![alt](url "credit")`. */
export function writeImage(image: Image): string {
  const credit = image.credit === undefined ? '' : ` "${writeLabel(image.credit)}"`;
  return `![${writeLabel(image.alt)}](${image.url}${credit})`;
}

/** `isUnfinished`: whatever stands in the place of the address. */
export function readImage(
  written: string,
  isUnfinished: boolean,
): { image: Image; faults: string[] } | null {
  const match = (isUnfinished ? unfinishedPicture : picture).exec(written);
  const [, label, url, inDouble, inSingle] = match ?? [];
  if (label === undefined || url === undefined) return null;
  const alt = readProse(label, 'line');
  const image = { url, alt: alt.text };
  const words = inDouble ?? inSingle;
  if (words === undefined) return { image, faults: alt.faults };
  const credit = readProse(words, 'line');
  return { image: { ...image, credit: credit.text }, faults: [...alt.faults, ...credit.faults] };
}

const picture =
  /^!\[((?:\\.|[^\\[\]])*)\]\(\s*<?([^\s"<>]+?)>?(?:\s+(?:"((?:\\.|[^\\"])*)"|'((?:\\.|[^\\'])*)'))?\s*\)$/u;

const unfinishedPicture = /^!\[((?:\\.|[^\\[\]])*)\]\((.*?)(?: "((?:\\.|[^\\"])*)")?\)$/u;

function writeLabel(text: string): string {
  return writeProse(
    text,
    'line',
    [...text.matchAll(/[\\[\]"]/g)].map(({ index }) => index),
  );
}
