// The words of a file's columns, heard while it comes in: before anybody is taken in, no state is left in doubt.

import { AppError } from '../../../../base/errors.ts';
import { unguardCell } from '../../csv.ts';
import type { Slot } from './layout.ts';
import { isMoment, plainWord, readState, type Standing, saysLeft } from './states.ts';

/** A word of a column of states, on how many rows, and what it says; the empty text: what the request says. */
interface HeardWord {
  word: string;
  rows: number;
  standing: Standing;
}

export interface ColumnWatch {
  name: string;
  slot: Slot;
  /** False once there is nothing more to hear. */
  isOpen: boolean;
  hear: (cell: string) => void;
  /** Of a column of states. */
  words: () => HeardWord[];
  /** Words that nobody understands, or that say of an attribute that people left. */
  doubts: () => string[];
}

/** Distinct words of a column of states that are counted one by one. */
const countedWords = 200;
/** Distinct words that are asked about; then the upload stops at once. */
const mostDoubts = 20;
/** A column with more distinct words than this says no state. */
const fewWords = 50;

/** Null where a column can say nothing of a state. `isExport`: its attributes are ours, whatever they say. */
export function watchColumn(name: string, slot: Slot, isExport: boolean): ColumnWatch | null {
  if (slot.kind === 'state') return watchStates(name, slot);
  return slot.kind === 'attribute' && !isExport ? watchAttribute(name, slot) : null;
}

function watchStates(name: string, slot: Extract<Slot, { kind: 'state' }>): ColumnWatch {
  const counts = new Map<string, HeardWord>();
  const sums = new Map<string, HeardWord>();
  const doubts = new Set<string>();
  let blanks = 0;
  const sum = (word: string, standing: Standing) => {
    const one = sums.get(word) ?? { word, rows: 0, standing };
    one.rows++;
    sums.set(word, one);
  };
  return {
    name,
    slot,
    isOpen: true,
    hear(cell) {
      const before = counts.get(cell);
      if (before) {
        before.rows++;
        return;
      }
      const word = unguardCell(cell).trim();
      const standing = readState(slot, word);
      if (word === '') blanks++;
      else if (standing === null) {
        doubts.add(word);
        if (doubts.size > mostDoubts) throw ask([this]);
      } else if (slot.reading === 'reason') sum('(any)', standing);
      else if (isMoment(plainWord(word))) sum('(a date)', standing);
      else if (counts.size < countedWords) counts.set(cell, { word, rows: 1, standing });
      else sum('(others)', standing);
    },
    words() {
      const blank: HeardWord = { word: '', rows: blanks, standing: readState(slot, '') ?? '' };
      return [...counts.values(), ...sums.values(), ...(blanks > 0 ? [blank] : [])];
    },
    // A column without a single word says nothing; beside words an empty cell is one of them.
    doubts() {
      const saysSomething = counts.size + sums.size + doubts.size > 0;
      const isBlankInDoubt = blanks > 0 && saysSomething && readState(slot, '') === null;
      return [...doubts, ...(isBlankInDoubt ? [''] : [])];
    },
  };
}

function watchAttribute(name: string, slot: Slot): ColumnWatch {
  const heard = new Set<string>();
  return {
    name,
    slot,
    isOpen: true,
    hear(cell) {
      if (heard.has(cell)) return;
      heard.add(cell);
      if (heard.size > fewWords) this.isOpen = false;
    },
    words: () => [],
    doubts() {
      return this.isOpen ? [...heard].filter(saysLeft) : [];
    },
  };
}

/** AppError `invalid` that shows each column in doubt, its words, and how to say what they mean. */
export function requireUnderstood(watches: readonly ColumnWatch[]): void {
  const doubtful = watches.filter((watch) => watch.doubts().length > 0);
  if (doubtful.length > 0) throw ask(doubtful);
}

function ask(watches: readonly ColumnWatch[]): AppError {
  const errors = watches.map((watch) => ({
    path: `header.${show(watch.name)}`,
    message: writeQuestion(watch),
  }));
  const message = `The file says of people whether they get mail, in words that are not understood; nobody was taken in. ${errors.map((error) => error.message).join(' ')}`;
  return new AppError('invalid', message, { errors });
}

function writeQuestion(watch: ColumnWatch): string {
  const { name, slot } = watch;
  const all = watch.doubts();
  const words = all.slice(0, mostDoubts).map(show);
  const listed = words.map((word) => (word === '' ? 'an empty cell' : `“${word}”`)).join(', ');
  const more = all.length > mostDoubts ? ' and more' : '';
  const states = Object.fromEntries(words.map((word) => [word, 'unsubscribed']));
  const [mapping, kept] = [
    { [show(name)]: states },
    { [show(name)]: `${show(name)} elsewhere` },
  ].map((value) => JSON.stringify(value));
  const doubt =
    slot.kind === 'state'
      ? 'looks like a state'
      : 'is taken for an attribute, but people may have left';
  return `The column “${show(name)}” ${doubt}: what is meant by ${listed}${more}? Say it with map=${mapping}, each word as confirmed, pending, unsubscribed or "" (as the request says); map=${kept} keeps it as an attribute.`;
}

/** Short, one line, and without addresses: a heading that is none may hold one. */
function show(text: string): string {
  return text
    .slice(0, 60)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd')
    .replace(/\S+@\S+/g, '…@…');
}
