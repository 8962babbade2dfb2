// The small pieces of the Markdown form, each written and read side by side.
import type { Image } from '../schema.ts';

/** Everything that makes a line something else than a paragraph, and the escape itself. */
const structural =
  /^(?:\\|\ufe0f|#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|(?:-{3,}|\*{3,}|_{3,})$|!\[|💬|💡|✅|🚩)/u;

/** A text at the start of its place: a backslash says "the rest is only words". */
export function writeText(text: string): string {
  return structural.test(text) ? `\\${text}` : text;
}

export function readText(written: string): string {
  return written.startsWith('\\') ? written.slice(1) : written;
}

const inQuotes = /^(["'])(.*)\1$/u;

/** A value of the front matter; one that stands in quotes itself gets another pair. */
export function writeValue(text: string): string {
  return inQuotes.test(text) ? `"${text}"` : text;
}

/** Quotes around a value are not part of it. */
export function readValue(written: string): string {
  return written.replace(inQuotes, '$2');
}

/** `[title](url)`: brackets and backslashes inside the title are escaped. */
export function writeLink(title: string, url: string): string {
  return `[${escapeLabel(title)}](${url})`;
}

/**
 * Also takes a title with unescaped brackets, as people write it; `isDraft`: whatever stands in the
 * place of the address.
 */
export function readLink(written: string, isDraft = false): { title: string; url: string } | null {
  const strict = /^\[(?:\\.|[^\\[\]])*\]\(/u.exec(written)?.[0].length;
  const start = strict ?? written.lastIndexOf('](') + 2;
  const url = written.slice(start, -1);
  if (start < 3 || !/^\[.*\)$/u.test(written)) return null;
  if (!isDraft && /\s|^$/.test(url)) return null;
  return { title: unescapeLabel(written.slice(1, start - 2)), url };
}

/** `![alt](url "credit")`. */
export function writeImage(image: Image): string {
  const credit = image.credit === undefined ? '' : ` "${image.credit.replace(/[\\"]/g, '\\$&')}"`;
  return `![${escapeLabel(image.alt)}](${image.url}${credit})`;
}

/** `isDraft`: whatever stands in the place of the address. */
export function readImage(written: string, isDraft = false): Image | null {
  const match = (isDraft ? draftImage : image).exec(written);
  const [, alt, url, credit] = match ?? [];
  if (alt === undefined || url === undefined) return null;
  const read = { url, alt: unescapeLabel(alt) };
  return credit === undefined ? read : { ...read, credit: unescapeLabel(credit) };
}

const image = /^!\[((?:\\.|[^\\[\]])*)\]\(([^\s"]+)(?:\s+"((?:\\.|[^\\"])*)")?\)$/u;
const draftImage = /^!\[((?:\\.|[^\\[\]])*)\]\((.*?)(?: "((?:\\.|[^\\"])*)")?\)$/u;

/** The line under a source's title: `publisher · 2025-03-14`, or one of the two. */
export interface Imprint {
  publisher?: string;
  publishedOn?: string;
}

const day = /^(?:(.+) · )?(\d{4}-\d{2}-\d{2})$/u;

/** A closing ` ·` keeps a publisher apart that would itself read as a date. */
export function writeImprint({ publisher, publishedOn }: Imprint): string | null {
  if (publisher === undefined) return publishedOn ?? null;
  const name = writeText(publisher);
  if (publishedOn !== undefined) return `${name} · ${publishedOn}`;
  return day.test(name) || name.endsWith(' ·') ? `${name} ·` : name;
}

export function readImprint(written: string): Imprint {
  if (written.endsWith(' ·')) return { publisher: readText(written.slice(0, -2)) };
  const match = day.exec(written);
  if (match === null) return { publisher: readText(written) };
  const [, publisher, publishedOn = ''] = match;
  return publisher === undefined
    ? { publishedOn }
    : { publisher: readText(publisher), publishedOn };
}

function escapeLabel(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

function unescapeLabel(text: string): string {
  return text.replace(/\\([\\[\]"])/g, '$1');
}
