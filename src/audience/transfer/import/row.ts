// One record of an import as a person, or the reason why it is none.

import { type EmailAddress, parseEmailAddress } from '../../../base/email-address.ts';
import {
  AttributeValue,
  Frequency,
  Language,
  mostAttributes,
  NestedAttributeName,
  PersonName,
  SubscriptionStatus,
  TimeZone,
  tooManyAttributes,
} from '../../fields.ts';
import type { ImportRecord } from './cut.ts';
import { type Marks, readMarks } from './marks.ts';
import { findAddress } from './records/address.ts';
import { createCellReader } from './records/cells.ts';
import { createLineReader } from './records/line.ts';
import type { RawRow } from './records/raw-row.ts';
import type { ImportOptions } from './schema.ts';

/** What a record says; absent means that it says nothing and what is stored stays. */
export interface ImportRow extends Marks {
  row: number;
  email: EmailAddress;
  name: string | null;
  language: string | null;
  timezone: string | null;
  /** A JSON object of texts, as it is sent to the database. */
  attributes: string | null;
  /** The same array for all rows of a chunk that say the same. */
  lists: readonly WantedList[];
}

interface WantedList {
  id: number;
  status: SubscriptionStatus;
  /** For who is new to the list: nobody's own choice is changed by a file. */
  frequency: Frequency;
}

export interface Rejection {
  row: number;
  /** The address as it was written. */
  email: string | null;
  reason: string;
}

export interface ListNames {
  bySlug: ReadonlyMap<string, number>;
  defaultId: number | null;
}

/** A reader for one chunk: it remembers the few languages, zones and names of columns there are. */
export function createRowReader(options: ImportOptions, names: ListNames) {
  const checks = { language: remember(Language), timezone: remember(TimeZone) };
  const keys = rememberKeys();
  const readCells = createCellReader(options.layout);
  const readLine = createLineReader(options.layout);
  const readLists = rememberLists(options, names);

  return function readRow(row: number, record: ImportRecord): ImportRow | Rejection {
    const raw = typeof record === 'string' ? readLine(record) : readCells(record);
    const reject = (reason: string): Rejection => {
      const email = typeof raw === 'string' ? findAddress(record, options.layout) : raw.email;
      return { row, email: email && makeLegible(email), reason: makeLegible(reason) };
    };
    if (typeof raw === 'string') return reject(raw);
    if (raw.language.includes('_')) raw.language = raw.language.replaceAll('_', '-');

    const email = parseEmailAddress(raw.email);
    if (email.kind === 'invalid') return reject(`email: ${email.message}`);
    const problem =
      explain('name', raw.name, PersonName) ??
      checks.language.explain('language', raw.language) ??
      checks.timezone.explain('timezone', raw.timezone);
    if (problem) return reject(problem);
    const marks = readMarks(raw);
    if (typeof marks === 'string') return reject(marks);
    const lists = readLists(raw);
    if (typeof lists === 'string') return reject(lists);
    if (raw.attributes.length > mostAttributes && countNames(raw.attributes) > mostAttributes) {
      return reject(`attributes: ${tooManyAttributes}`);
    }
    let attributes = '';
    for (const [name, value] of raw.attributes) {
      const key = keys(name);
      const wrong = key.problem ?? explain(name, value, AttributeValue);
      if (wrong !== null) return reject(wrong);
      // Of a name that is there twice the database keeps the last.
      if (value !== '') attributes += `${attributes && ','}${key.json}:${JSON.stringify(value)}`;
    }
    return {
      row,
      email: email.address,
      name: raw.name === '' ? null : plain.test(raw.name) ? raw.name : PersonName.parse(raw.name),
      language: checks.language.value(raw.language),
      timezone: checks.timezone.value(raw.timezone),
      attributes: attributes === '' ? null : `{${attributes}}`,
      ...marks,
      lists,
    };
  };
}

/** Of those that say something. */
function countNames(attributes: RawRow['attributes']): number {
  return new Set(attributes.flatMap(([name, value]) => (value === '' ? [] : [name]))).size;
}

export function isRejection(row: ImportRow | Rejection): row is Rejection {
  return 'reason' in row;
}

/** Most rows of a file say the same of their lists: it is judged once. */
function rememberLists(options: ImportOptions, names: ListNames) {
  const known = new Map<string, ImportRow['lists'] | string>();
  return (raw: RawRow): ImportRow['lists'] | string => {
    const key = raw.lists
      ? `own ${JSON.stringify([raw.status, raw.hasLeft, raw.lists])}`
      : raw.status;
    const before = known.get(key);
    if (before !== undefined) return before;
    const lists = readLists(raw, options, names);
    if (known.size < 1000) known.set(key, lists);
    return lists;
  };
}

/** A row's own lists, else those of the request, else the default one if the file has none at all. */
function readLists(
  raw: RawRow,
  options: ImportOptions,
  names: ListNames,
): ImportRow['lists'] | string {
  const own = raw.lists?.length ? raw.lists : undefined;
  const asked = own ?? options.lists?.map((slug) => ({ slug, status: '' }));
  const ofRow = raw.status === '' ? options.status : raw.status;
  const entries =
    asked?.map(({ slug, status }) => {
      const [name = '', ...more] = slug.split(':');
      const often = more.join(':') || 'every';
      return {
        slug,
        id: names.bySlug.get(name),
        status: raw.hasLeft ? ofRow : status || ofRow,
        often,
      };
    }) ??
    (raw.lists === undefined && names.defaultId !== null
      ? [{ slug: '', id: names.defaultId, status: ofRow, often: 'every' }]
      : []);
  const lists: WantedList[] = [];
  if (!SubscriptionStatus.safeParse(ofRow).success) return `status: ${unknownStatus}`;
  for (const { slug, id, status, often } of entries) {
    if (id === undefined) return `lists: There is no list with the slug ${slug.slice(0, 60)}`;
    const parsed = SubscriptionStatus.safeParse(status);
    if (!parsed.success) return `status: ${unknownStatus}`;
    if (parsed.data === 'confirmed' && options.consent === null) {
      return 'status: confirmed needs consent, said once for the import';
    }
    const frequency = Frequency.safeParse(often);
    if (!frequency.success) return 'lists: How often must be every, weekly or monthly';
    if (lists.some((list) => list.id === id)) continue;
    lists.push({ id, status: parsed.data, frequency: frequency.data });
  }
  return lists;
}

const unknownStatus = 'Must be pending, confirmed or unsubscribed';

/** The report holds what it was given, but nothing that a database or a spreadsheet refuses. */
export function makeLegible(text: string): string {
  return text
    .slice(0, 320)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
}

interface Rule {
  safeParse(text: string): {
    success: boolean;
    data?: string;
    error?: { issues: { message: string }[] };
  };
}

/** Plain ASCII of modest length passes every rule for lines; the rules themselves say the rest. */
const plain = /^[\x20-\x7e]{0,200}$/;

function explain(field: string, text: string, rule: Rule): string | null {
  if (text === '' || plain.test(text)) return null;
  const parsed = rule.safeParse(text);
  return parsed.success ? null : `${field}: ${parsed.error?.issues[0]?.message ?? 'Not valid'}`;
}

/** The verdict of a rule for each of the few texts that a column repeats. */
function remember(rule: Rule) {
  const known = new Map<string, { value: string | null; problem: string | null }>();
  const judge = (text: string) => {
    const before = known.get(text);
    if (before) return before;
    const parsed = rule.safeParse(text);
    const verdict = {
      value: parsed.data ?? null,
      problem: parsed.success ? null : (parsed.error?.issues[0]?.message ?? 'Not valid'),
    };
    if (known.size < 1000) known.set(text, verdict);
    return verdict;
  };
  return {
    explain(field: string, text: string): string | null {
      const problem = text === '' ? null : judge(text).problem;
      return problem === null ? null : `${field}: ${problem}`;
    },
    value: (text: string): string | null => (text === '' ? null : judge(text).value),
  };
}

/** The verdict of the rule for names of attributes, and the name as JSON. */
function rememberKeys() {
  const rule = remember(NestedAttributeName);
  const known = new Map<string, { problem: string | null; json: string }>();
  return (name: string) => {
    const before = known.get(name);
    if (before) return before;
    const key = { problem: rule.explain('column', name), json: JSON.stringify(name) };
    if (known.size < 1000) known.set(name, key);
    return key;
  };
}
