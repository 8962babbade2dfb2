// What each column of a file is: ours, another tool's, a state, or an attribute; and what a mapping makes of it.

import * as z from 'zod';
import { knownColumns, plainColumns } from '../../../fields.ts';
import {
  fieldNames,
  fieldOf,
  isJapanese,
  plainHeading,
  type StateReading,
  stateReadingOf,
  stateReadings,
} from './headings.ts';
import { plainWord, Standing } from './states.ts';
import { type Meaning, type Tool, tools } from './tools.ts';

const states = z.record(z.string(), Standing);

/** What a column's cells are. `json`: an object of attributes. `skip`: nothing of ours. */
const SlotNow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), name: z.enum(fieldNames) }),
  z.object({
    kind: z.literal('state'),
    reading: z.enum(stateReadings),
    words: states,
    isOurs: z.boolean(),
  }),
  z.object({ kind: z.literal('attribute'), name: z.string() }),
  z.object({ kind: z.literal('json') }),
  z.object({ kind: z.literal('skip') }),
]);
export type Slot = z.infer<typeof SlotNow>;
const Slot = z.preprocess(renewSlot, SlotNow);

/** An import that began before columns of states were read in their own words. */
function renewSlot(stored: unknown): unknown {
  const isOld =
    typeof stored === 'object' && stored !== null && 'name' in stored && stored.name === 'status';
  return isOld && 'kind' in stored && stored.kind === 'field' ? ownState() : stored;
}

export const FileLayout = z.object({
  /** Whose file it is, for people; `own` for ours and for everybody's. */
  format: z.string(),
  /** An export of ours: what is no column of ours was an attribute, whatever its name. */
  isExport: z.boolean().default(false),
  /** Of a CSV, in the order of its columns. */
  slots: z.array(Slot),
  /** Of NDJSON, by key; what is not here is what its name says. */
  keys: z.record(z.string(), Slot).default({}),
  /** The parts of names have Japanese headings. */
  isFamilyFirst: z.boolean().default(false),
});
export type FileLayout = z.infer<typeof FileLayout>;

/** By column: our field, the name of an attribute, nothing to leave it out, or what the words of a state mean. */
export type ColumnMap = Readonly<Record<string, string | Readonly<Record<string, Standing>>>>;

/**
 * The column of our own exports for the attributes that have none: a JSON object. Longer than the
 * name of an attribute may be, so that it is never one.
 */
export const otherAttributes = 'Other attributes, as a JSON object: a file has at most 200 columns';

/** `map` goes before everything. */
export function layOut(columns: readonly string[], map: ColumnMap): FileLayout {
  const lower = columns.map((name) => name.toLowerCase());
  const isExport = plainColumns.every((known) => lower.includes(known));
  const tool = isExport
    ? undefined
    : tools.find(({ signature }) => signature.every((name) => lower.includes(name)));
  const slots = columns.map((name) => slotOf(name, map, { isExport, tool }));
  return {
    format: tool?.format ?? 'own',
    isExport,
    slots: preferExact(columns, slots),
    keys: {},
    isFamilyFirst: columns.some((name, at) => {
      const slot = slots[at];
      return slot?.kind === 'field' && slot.name === 'lastName' && isJapanese(name);
    }),
  };
}

/** True if the column holds addresses, as far as its name and the mapping can tell. */
export function isEmailColumn(name: string, map: ColumnMap = {}): boolean {
  const slot = slotOf(name, map, { isExport: false, tool: undefined });
  return slot.kind === 'field' && slot.name === 'email';
}

interface Origin {
  isExport: boolean;
  tool: Tool | undefined;
}

/** Of one column; its neighbours count only where they tell whose file it is. */
function slotOf(name: string, map: ColumnMap, { isExport, tool }: Origin): Slot {
  const mapped = Object.hasOwn(map, name) ? map[name] : mappedLoosely(name, map);
  if (typeof mapped === 'object') return stateSlot(stateReadingOf(name) ?? 'status', mapped);
  if (mapped !== undefined) return slotNamed(mapped, mapped);
  const key = name.toLowerCase();
  const states = tool && Object.hasOwn(tool.states, key) ? tool.states[key] : undefined;
  if (states) return stateSlot(stateReadingOf(name) ?? 'status', states);
  const known = tool && Object.hasOwn(tool.columns, key) ? tool.columns[key] : undefined;
  if (known) return slotMeaning(known);
  if (name === '') return { kind: 'skip' };
  if (name === otherAttributes) return { kind: 'json' };
  const exact = knownColumns.find((column) => column.toLowerCase() === key);
  if (exact) return exact === 'status' ? ownState() : { kind: 'field', name: exact };
  if (isExport) return { kind: 'attribute', name };
  const field = fieldOf(name);
  if (field !== null) return slotMeaning(field);
  const reading = stateReadingOf(name);
  return reading === null ? { kind: 'attribute', name } : stateSlot(reading, {});
}

/** A mapping that differs in width, case or blanks only. */
function mappedLoosely(name: string, map: ColumnMap) {
  const plain = plainHeading(name);
  const key = plain && Object.keys(map).find((one) => plainHeading(one) === plain);
  return key ? map[key] : undefined;
}

function slotNamed(name: string, original: string): Slot {
  if (name === '') return { kind: 'skip' };
  const key = name.toLowerCase();
  const known = knownColumns.find((column) => column.toLowerCase() === key);
  if (known === 'status') return ownState();
  if (known) return { kind: 'field', name: known };
  return { kind: 'attribute', name: original };
}

function slotMeaning(meaning: Meaning): Slot {
  return meaning === 'skip' || meaning === 'json'
    ? { kind: meaning }
    : { kind: 'field', name: meaning };
}

function ownState(): Slot {
  return { kind: 'state', reading: 'status', words: {}, isOurs: true };
}

function stateSlot(reading: StateReading, words: Readonly<Record<string, Standing>>): Slot {
  const plain = Object.entries(words).map(([word, standing]) => [
    word === '*' ? word : plainWord(word),
    standing,
  ]);
  return { kind: 'state', reading, words: Object.fromEntries(plain), isOurs: false };
}

/** Where a column is named exactly as a field of ours, others that only sound like it are attributes. */
export function preferExact(columns: readonly string[], slots: readonly Slot[]): Slot[] {
  const exact = new Set(columns.map((name) => name.toLowerCase()));
  return slots.map((slot, at) => {
    const name = columns[at] ?? '';
    const isRival =
      slot.kind === 'field' && exact.has(slot.name) && name.toLowerCase() !== slot.name;
    return isRival ? { kind: 'attribute', name } : slot;
  });
}
