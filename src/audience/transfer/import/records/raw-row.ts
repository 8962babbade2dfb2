// One record of an import as texts by field, before any of them is judged.

import type { Slot } from '../columns/layout.ts';
import { readState, type Standing } from '../columns/states.ts';

/** What a record says, trimmed; the empty text where it says nothing. */
export interface RawRow {
  email: string;
  name: string;
  language: string;
  timezone: string;
  status: string;
  suppressed: string;
  pausedUntil: string;
  /** Another tool's column says that the person left: whatever else the row says, they stay away. */
  hasLeft: boolean;
  /** `slug`, or `slug:frequency`. Undefined: the file has no lists of its own. */
  lists: { slug: string; status: string }[] | undefined;
  attributes: [name: string, value: string][];
}

export function emptyRow(): RawRow {
  return {
    email: '',
    name: '',
    language: '',
    timezone: '',
    status: '',
    suppressed: '',
    pausedUntil: '',
    hasLeft: false,
    lists: undefined,
    attributes: [],
  };
}

export type StateSlot = Extract<Slot, { kind: 'state' }>;

/**
 * A reader of states that remembers the few words there are. It adds what a cell says to a row: who
 * left by any column has left, who is unconfirmed by any column is. A word that nobody understands
 * stays as it is, to be refused; an empty cell says nothing, unless the mapping says so.
 */
export function createStateReader(): (row: RawRow, slot: StateSlot, cell: string) => void {
  const known = new Map<StateSlot, Map<string, Standing | null>>();
  const read = (slot: StateSlot, cell: string): Standing | null => {
    const words = known.get(slot) ?? new Map<string, Standing | null>();
    known.set(slot, words);
    const before = words.get(cell);
    if (before !== undefined) return before;
    const standing = readState(slot, cell);
    if (words.size < 1000) words.set(cell, standing);
    return standing;
  };
  return (row, slot, cell) => {
    const standing = read(slot, cell) ?? (cell === '' ? '' : null);
    if (standing === null) row.status ||= cell;
    else if (standing === 'unsubscribed') {
      row.status = standing;
      if (!slot.isOurs) row.hasLeft = true;
    } else if (standing === 'pending' && row.status !== 'unsubscribed') row.status = standing;
    else if (standing === 'confirmed') row.status ||= standing;
  };
}

export function splitSlugs(cell: string): string[] {
  return cell
    .split('|')
    .map((slug) => slug.trim())
    .filter((slug) => slug !== '');
}

/** Notes of other tools have lines; an attribute has one. */
export function unfold(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/** Null for what is no scalar; a missing value is the empty text. */
export function readScalar(value: unknown): string | null {
  if (value === null) return '';
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() : null;
}

// After what begins a value: more digits than a double keeps, or a spelling that it does not.
const longNumber = /[:[,]\s*-?(?:\d{16}|\d+[.eE])/;

/** JSON whose numbers keep the digits they are written with. Throws for what is no JSON. */
export function parseDigits(text: string): unknown {
  return longNumber.test(text) ? JSON.parse(text, keepSource) : JSON.parse(text);
}

/** By the source of the number (ECMAScript 2026, `JSON.parse` with source text). */
function keepSource(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? value) : value;
}
