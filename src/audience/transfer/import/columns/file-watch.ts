// All columns of an upload watched together, and what was done with each in the end.

import { AppError } from '../../../../base/errors.ts';
import type { SubscriptionStatus } from '../../../fields.ts';
import type { ImportRecord } from '../cut.ts';
import type { ColumnReport } from '../schema.ts';
import { isJapanese } from './headings.ts';
import { type ColumnMap, type FileLayout, layOut, preferExact, type Slot } from './layout.ts';
import { type ColumnWatch, requireUnderstood, watchColumn } from './watch.ts';

export interface FileWatch {
  hear: (records: readonly ImportRecord[]) => void;
  /** At the end of the upload. AppError `invalid` if a state is in doubt. */
  conclude: (asked: SubscriptionStatus) => { layout: FileLayout; columns: ColumnReport[] };
}

/** The columns of a CSV. */
export function watchCells(names: readonly string[], layout: FileLayout): FileWatch {
  const watches = layout.slots.map((slot, at) =>
    watchColumn(names[at] ?? '', slot, layout.isExport),
  );
  let open = watches.flatMap((watch, at) => (watch ? [{ watch, at }] : []));
  return {
    hear(records) {
      for (const record of records) {
        if (typeof record === 'string' || record.every((cell) => cell.trim() === '')) continue;
        for (const { watch, at } of open) {
          const cell = record[at];
          if (cell !== undefined && watch.isOpen) watch.hear(cell);
        }
      }
      open = open.filter(({ watch }) => watch.isOpen);
    },
    conclude(asked) {
      requireUnderstood(watches.filter((watch) => watch !== null));
      const columns = layout.slots.map((slot, at) =>
        report(names[at] ?? '', slot, watches[at] ?? null, asked),
      );
      return { layout, columns };
    },
  };
}

/** Different keys of NDJSON that are remembered; who has more does not name columns with them. */
const mostKeys = 1000;
const skip: Slot = { kind: 'skip' };

/** The keys of NDJSON, as they come. */
export function watchLines(map: ColumnMap): FileWatch {
  const keys = new Map<string, { slot: Slot; watch: ColumnWatch | null }>();
  const learn = (name: string) => {
    if (keys.size >= mostKeys) throw tooManyKeys();
    const slot: Slot = layOut([name], map).slots[0] ?? skip;
    const key = { slot, watch: watchColumn(name, slot, false) };
    keys.set(name, key);
    return key;
  };
  return {
    hear(records) {
      for (const record of records) {
        if (typeof record !== 'string') continue;
        const object = readObject(record);
        for (const name in object) {
          const { watch } = keys.get(name) ?? learn(name);
          if (!watch?.isOpen) continue;
          const value = object[name];
          if (value === null) watch.hear('');
          else if (typeof value !== 'object') watch.hear(String(value));
        }
      }
    },
    conclude(asked) {
      const names = [...keys.keys()];
      const heard = [...keys.values()];
      requireUnderstood(heard.flatMap(({ watch }) => watch ?? []));
      const slots = preferExact(
        names,
        heard.map(({ slot }) => slot),
      );
      const all = names.map((name, at) => [name, slots[at] ?? skip] as const);
      const layout = {
        ...layOut([], {}),
        // Object.fromEntries defines: no name of a key is special.
        keys: Object.fromEntries(all),
        isFamilyFirst: all.some(
          ([name, slot]) => slot.kind === 'field' && slot.name === 'lastName' && isJapanese(name),
        ),
      };
      const columns = all.map(([name, slot]) =>
        report(name, slot, keys.get(name)?.watch ?? null, asked),
      );
      return { layout, columns };
    },
  };
}

function readObject(line: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(line));
  } catch {
    // Refused as a row later, with its number.
    return {};
  }
}

/** An array has numbers for keys, and is refused as a row later. */
function asObject(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : {};
}

function report(
  column: string,
  slot: Slot,
  watch: ColumnWatch | null,
  asked: SubscriptionStatus,
): ColumnReport {
  if (slot.kind === 'state') {
    const words = watch?.words() ?? [];
    return {
      column,
      as: 'status',
      words: words.map(({ word, rows, standing }) => ({ word, rows, status: standing || asked })),
    };
  }
  const as = { field: '', attribute: 'attribute', json: 'attributes', skip: 'nothing' }[slot.kind];
  return { column, as: slot.kind === 'field' ? slot.name : as };
}

function tooManyKeys(): AppError {
  const message = `The lines have more than ${mostKeys} different keys: put what you know of people into attributes.`;
  return new AppError('invalid', message);
}
