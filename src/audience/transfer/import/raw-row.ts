// One record of an import as texts by field, before any of them is judged.

import { parseJson } from '../../../base/json.ts';
import { knownColumns } from '../../fields.ts';
import { unguardCell } from '../csv.ts';
import type { FileLayout } from './formats.ts';

/** What a record says, trimmed but for attributes; the empty text where it says nothing. */
export interface RawRow {
  email: string;
  name: string;
  language: string;
  timezone: string;
  status: string;
  suppressed: string;
  pausedUntil: string;
  /** `slug`, or `slug:frequency`. Undefined: the file has no lists of its own. */
  lists: { slug: string; status: string }[] | undefined;
  attributes: [name: string, value: string][];
}

/** The cells of a CSV record by the layout of its file; or what is wrong with it. */
export function readCells(cells: readonly string[], layout: FileLayout): RawRow | string {
  const { slots } = layout;
  // A row that is too short was cut off somewhere, perhaps in the middle of its address.
  if (cells.length < slots.length || cells.slice(slots.length).some((cell) => cell !== '')) {
    return `The row has ${cells.length} cells, the header has ${slots.length}`;
  }
  const raw: RawRow = { ...emptyRow, attributes: [] };
  const names = { firstName: '', lastName: '' };
  for (const [at, slot] of slots.entries()) {
    if (slot.kind === 'skip') continue;
    const cell = unguardCell(cells[at] ?? '');
    if (slot.kind === 'attribute') {
      raw.attributes.push([slot.name, layout.format === 'own' ? cell : unfold(cell)]);
    } else if (slot.kind === 'json') {
      const wrong = readObject(cell, raw, layout.format === 'own');
      if (wrong !== null) return wrong;
    } else if (slot.name === 'lists') {
      raw.lists = splitSlugs(cell).map((slug) => ({ slug, status: '' }));
    } else if (slot.name === 'firstName' || slot.name === 'lastName') {
      names[slot.name] = cell.trim();
    } else if (slot.name === 'status') raw.status = translate(cell.trim(), layout.statusWords);
    else raw[slot.name] = cell.trim();
  }
  if (raw.name === '') raw.name = `${names.firstName} ${names.lastName}`.trim();
  return raw;
}

/** Another tool's word for a state, as ours; the empty text leaves it to the request. */
function translate(word: string, words: FileLayout['statusWords']): string {
  const key = word.toLowerCase();
  if (Object.hasOwn(words, key)) return words[key] ?? '';
  return word !== '' && Object.hasOwn(words, '*') ? (words['*'] ?? '') : word;
}

/** Takes the attributes out of a cell that holds a JSON object; or says what is wrong. */
function readObject(cell: string, raw: RawRow, isOurs: boolean): string | null {
  if (cell.trim() === '') return null;
  const object = parseJson(cell);
  if (object === undefined) return 'attributes: The cell is not JSON';
  if (typeof object !== 'object' || object === null) return 'attributes: Must be a JSON object';
  for (const [name, value] of Object.entries(object)) {
    const text = readScalar(value) ?? JSON.stringify(value);
    raw.attributes.push([name, isOurs ? text : unfold(text)]);
  }
  return null;
}

/** Notes of other tools have lines; an attribute has one. */
function unfold(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

const emptyRow = {
  email: '',
  name: '',
  language: '',
  timezone: '',
  status: '',
  suppressed: '',
  pausedUntil: '',
  lists: undefined,
} as const;

/** A line of NDJSON; or what is wrong with it. */
export function readLine(line: string): RawRow | string {
  const object = parseJson(line);
  if (object === undefined) return 'The line is not JSON';
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return 'The line is not a JSON object';
  }
  const raw: RawRow = { ...emptyRow, attributes: [] };
  for (const [key, value] of Object.entries(object)) {
    if (key === 'attributes' && typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const text = readScalar(inner);
        if (text === null) return `${name}: Must be a text, a number, true or false`;
        raw.attributes.push([name, text]);
      }
      continue;
    }
    if (key === 'lists' && Array.isArray(value)) {
      const lists = value.map(readListEntry);
      if (lists.includes(null))
        return 'lists: Must be slugs, or objects with slug, status and frequency';
      raw.lists = lists.filter((entry) => entry !== null);
      continue;
    }
    const text = readScalar(value);
    if (text === null) return `${key}: Must be a text, a number, true or false`;
    if (key === 'lists') raw.lists = splitSlugs(text).map((slug) => ({ slug, status: '' }));
    else if (isTextField(key)) raw[key] = text.trim();
    else raw.attributes.push([key, text]);
  }
  return raw;
}

function isTextField(key: string): key is Exclude<(typeof knownColumns)[number], 'lists'> {
  return key !== 'lists' && knownColumns.some((column) => column === key);
}

/** Null for what is no scalar; a missing value is the empty text. */
function readScalar(value: unknown): string | null {
  if (value === null) return '';
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}

function readListEntry(entry: unknown): { slug: string; status: string } | null {
  if (typeof entry === 'string') return { slug: entry, status: '' };
  if (typeof entry !== 'object' || entry === null || !('slug' in entry)) return null;
  const slug = readScalar(entry.slug);
  const status = 'status' in entry ? readScalar(entry.status) : '';
  const often = 'frequency' in entry ? readScalar(entry.frequency) : '';
  if (slug === null || status === null || often === null) return null;
  return { slug: often === '' ? slug : `${slug}:${often}`, status };
}

function splitSlugs(cell: string): string[] {
  return cell
    .split('|')
    .map((slug) => slug.trim())
    .filter((slug) => slug !== '');
}
