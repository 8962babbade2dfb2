// The lines above the headline that say what is not on the page: language, subject, preheader, day, picture.

import { readDay } from '../import/day.ts';
import { readWholeDay } from '../import/day-line.ts';
import type { InputLine } from '../import/lines.ts';
import type { Digest } from '../schema.ts';
import type { Reading } from './draft.ts';
import { readImage, writeImage } from './pieces.ts';

export function writeFrontMatter(digest: Digest): string {
  const lines = ['---', `language: ${digest.language}`];
  if (digest.subject !== undefined) lines.push(`subject: ${writeValue(digest.subject)}`);
  if (digest.preheader !== undefined) lines.push(`preheader: ${writeValue(digest.preheader)}`);
  if (digest.publishedOn !== undefined) lines.push(`date: ${digest.publishedOn}`);
  if (digest.image !== undefined) lines.push(`image: ${writeImage(digest.image)}`);
  return [...lines, '---'].join('\n');
}

/** What may end it, by what begins it: YAML's two marks, and TOML's, whose values stand behind `=`. */
const ends: Readonly<Record<string, readonly string[]>> = { '---': ['---', '...'], '+++': ['+++'] };

/** Takes it, if it is there, and gives the other lines. */
export function readFrontMatter(lines: InputLine[], reading: Reading): InputLine[] {
  const start = lines.findIndex((line) => line.text !== '');
  const closing = ends[lines[start]?.text ?? ''];
  if (closing === undefined) return lines;
  // A section has begun: what ends there is the sections, not the front matter.
  const limit = lines.findIndex(({ text }) => /^##(?:\s|$)/u.test(text));
  const top = lines.slice(0, limit < 0 ? undefined : limit);
  const end = top.findIndex(({ text }, index) => index > start && closing.includes(text));
  const first = lines[start + 1];
  if (end < 0) {
    if (lines[start] && first && field.test(first.text)) {
      reading.warn(
        lines[start],
        'No second line like this ends the front matter: it is read as text',
      );
    }
    return lines;
  }
  const seen = new Set<string>();
  for (const line of lines.slice(start + 1, end)) readField(line, reading, seen);
  return lines.slice(end + 1);
}

const field = /^([a-z]+)\s*[:=]\s*(.*)$/iu;

function readField(line: InputLine, reading: Reading, seen: Set<string>): void {
  if (line.text === '') return;
  const { draft, lines, warn } = reading;
  const [, name = '', raw = ''] = field.exec(line.text) ?? [];
  const key = keys.find((known) => known === name.toLowerCase());
  if (key === undefined || seen.has(key)) {
    const why = key === undefined ? `holds ${keys.join(', ')}` : 'says each thing once';
    warn(line, `Left out: front matter ${why}`);
    return;
  }
  seen.add(key);
  lines.set(key === 'date' ? 'publishedOn' : key, line);
  const value = readValue(raw);
  if (key === 'date') readDate(line, value, reading);
  else if (key === 'image') {
    const { image = { url: value, alt: '' }, faults = [] } =
      readImage(raw, reading.isUnfinished) ?? {};
    draft.image = image;
    for (const fault of faults) warn(line, fault);
  } else draft[key] = value;
}

function readDate(line: InputLine, value: string, { draft, warn }: Reading): void {
  const day = readDay(value);
  draft.publishedOn = day ?? value;
  if (day !== null && readWholeDay(value) === null) warn(line, `Only its day is kept, ${day}`);
}

const keys = ['language', 'subject', 'preheader', 'date', 'image'] as const;
const inQuotes = /^(["'])(.*)\1$/u;

/** A value; one that stands in quotes itself gets another pair. */
function writeValue(text: string): string {
  return inQuotes.test(text) ? `"${text}"` : text;
}

/** Quotes around a value are not part of it. */
function readValue(written: string): string {
  return written.replace(inQuotes, '$2');
}
