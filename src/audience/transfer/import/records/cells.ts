// The cells of a CSV record as a row of texts.

import { unguardCell } from '../../csv.ts';
import type { FileLayout } from '../columns/layout.ts';
import { joinName, oneLine } from './person-name.ts';
import {
  createStateReader,
  emptyRow,
  parseDigits,
  type RawRow,
  readScalar,
  splitSlugs,
  unfold,
} from './raw-row.ts';

/** A reader of the records of one file; it answers with a text where a record is wrong. */
export function createCellReader(
  layout: FileLayout,
): (cells: readonly string[]) => RawRow | string {
  const { slots } = layout;
  const isOwn = layout.format === 'own';
  const addState = createStateReader();
  return (cells) => {
    // A row that is too short was cut off somewhere, perhaps in the middle of its address.
    if (cells.length < slots.length || cells.slice(slots.length).some((cell) => cell !== '')) {
      return `The row has ${cells.length} cells, the header has ${slots.length}`;
    }
    const raw = emptyRow();
    const parts = { firstName: '', lastName: '' };
    for (const [at, slot] of slots.entries()) {
      if (slot.kind === 'skip') continue;
      const cell = unguardCell(cells[at] ?? '').trim();
      if (slot.kind === 'attribute') raw.attributes.push([slot.name, isOwn ? cell : unfold(cell)]);
      else if (slot.kind === 'state') addState(raw, slot, cell);
      else if (slot.kind === 'json') {
        const wrong = readObject(cell, raw, isOwn);
        if (wrong !== null) return wrong;
      } else if (slot.name === 'lists') {
        raw.lists = splitSlugs(cell).map((slug) => ({ slug, status: '' }));
      } else if (slot.name === 'firstName' || slot.name === 'lastName') parts[slot.name] = cell;
      else raw[slot.name] = cell;
    }
    if (raw.name === '') {
      raw.name = joinName(parts.lastName, parts.firstName, raw.language, layout.isFamilyFirst);
    }
    if (!layout.isExport) raw.name = oneLine(raw.name);
    return raw;
  };
}

/** Takes the attributes out of a cell that holds a JSON object; or says what is wrong. */
function readObject(cell: string, raw: RawRow, isOwn: boolean): string | null {
  if (cell === '') return null;
  let object: unknown;
  try {
    object = parseDigits(cell);
  } catch {
    return 'attributes: The cell is not JSON';
  }
  if (typeof object !== 'object' || object === null) return 'attributes: Must be a JSON object';
  for (const [name, value] of Object.entries(object)) {
    const text = readScalar(value) ?? JSON.stringify(value);
    raw.attributes.push([name, isOwn ? text : unfold(text)]);
  }
  return null;
}
