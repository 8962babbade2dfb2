// A line of NDJSON as a row of texts.

import { knownColumns } from '../../../fields.ts';
import type { FileLayout, Slot } from '../columns/layout.ts';
import { joinName, oneLine } from './person-name.ts';
import {
  createStateReader,
  emptyRow,
  parseDigits,
  type RawRow,
  readScalar,
  splitSlugs,
} from './raw-row.ts';

/** A reader of the lines of one file; it answers with a text where a line is wrong. */
export function createLineReader(layout: FileLayout): (line: string) => RawRow | string {
  const addState = createStateReader();
  const slots = new Map(Object.entries(layout.keys));
  return (line) => {
    const object = readObject(line);
    if (typeof object === 'string') return object;
    const raw = emptyRow();
    const parts = { firstName: '', lastName: '' };
    for (const [key, value] of Object.entries(object)) {
      if (key === 'attributes' && typeof value === 'object' && value !== null) {
        const wrong = readAttributes(value, raw);
        if (wrong !== null) return wrong;
        continue;
      }
      if (key === 'lists' && Array.isArray(value)) {
        const lists = value.map(readListEntry);
        if (lists.includes(null)) {
          return 'lists: Must be slugs, or objects with slug, status and frequency';
        }
        raw.lists = lists.filter((entry) => entry !== null);
        continue;
      }
      const slot = slots.get(key) ?? plainSlot(key);
      if (slot.kind === 'skip') continue;
      const text = readScalar(value);
      if (text === null) return `${key}: Must be a text, a number, true or false`;
      if (slot.kind === 'state') addState(raw, slot, text);
      else if (slot.kind === 'json') raw.attributes.push([key, text]);
      else if (slot.kind === 'attribute') raw.attributes.push([slot.name, text]);
      else if (slot.name === 'lists') {
        raw.lists = splitSlugs(text).map((slug) => ({ slug, status: '' }));
      } else if (slot.name === 'firstName' || slot.name === 'lastName') parts[slot.name] = text;
      else raw[slot.name] = text;
    }
    if (raw.name === '') {
      raw.name = joinName(parts.lastName, parts.firstName, raw.language, layout.isFamilyFirst);
    }
    raw.name = oneLine(raw.name);
    return raw;
  };
}

/** The object of a line, or what is wrong with it. */
function readObject(line: string): object | string {
  let object: unknown;
  try {
    object = parseDigits(line);
  } catch {
    return 'The line is not JSON';
  }
  return typeof object !== 'object' || object === null || Array.isArray(object)
    ? 'The line is not a JSON object'
    : object;
}

function readAttributes(value: object, raw: RawRow): string | null {
  for (const [name, inner] of Object.entries(value)) {
    const text = readScalar(inner);
    if (text === null) return `${name}: Must be a text, a number, true or false`;
    raw.attributes.push([name, text]);
  }
  return null;
}

const ownState: Slot = { kind: 'state', reading: 'status', words: {}, isOurs: true };

/** What a key says where the beginning of the import found nothing else in it. */
function plainSlot(key: string): Slot {
  if (key === 'status') return ownState;
  const name = knownColumns.find((column) => column === key);
  return name && name !== 'status' ? { kind: 'field', name } : { kind: 'attribute', name: key };
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
