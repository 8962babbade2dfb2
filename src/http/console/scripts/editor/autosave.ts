// Saving while somebody types: one request at a time, a second after the last key, over what was read.

import { againMs } from '../shell/again.ts';
import { sameTyped, type Typed } from './typed.ts';

export type SaveState =
  /** `at`: null while this page has saved nothing. */
  | { kind: 'saved'; at: Date | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** It is tried again by itself, but for `signedOut` and `conflict`. */
  | { kind: 'failed'; why: 'offline' | 'signedOut' | 'server' | 'conflict' };

export interface Known {
  version: number;
  basedOn: number | null;
}

export type Put =
  | { kind: 'saved'; known: Known }
  | { kind: 'conflict' | 'signedOut' | 'server' | 'offline' };

interface Parts {
  read(): Typed;
  put(typed: Typed, known: Known): Promise<Put>;
  /** Before anything else: into the browser's own storage. */
  keep(typed: Typed, known: Known): void;
  /** The server has all of it. */
  forget(): void;
  show(state: SaveState): void;
  wait(milliseconds: number, then: () => void): () => void;
  now(): Date;
}

const restMs = 1000;

export interface Autosave {
  /** Something was typed. */
  touch(): void;
  /** Saves now what is not saved; true if the server has everything. */
  flush(): Promise<boolean>;
  /** The form and the server agree at this version, by another way. */
  agree(known: Known): void;
  /** A revision was made of what the server has. */
  base(revision: number): void;
  /** Saves what stands in the form over what the server has now. */
  overwrite(known: Known): Promise<boolean>;
  stop(): void;
  known(): Known;
  isDirty(): boolean;
  isStopped(): boolean;
}

/** `start` is what the server has, by its number. */
export function createAutosave(parts: Parts, start: { known: Known; typed: Typed }): Autosave {
  let { known, typed: saved } = start;
  let isStopped = false;
  let inFlight: Promise<boolean> | null = null;
  let failures = 0;
  let savedAt: Date | null = null;
  let isKept = false;
  let cancelWait = () => {};

  const isDirty = () => !sameTyped(saved, parts.read());

  function later(milliseconds: number): void {
    cancelWait();
    cancelWait = parts.wait(milliseconds, () => void flush());
  }

  function touch(): void {
    if (!isDirty()) {
      takeBack();
      return;
    }
    isKept = true;
    parts.keep(parts.read(), known);
    if (isStopped) return;
    if (inFlight === null) parts.show({ kind: 'unsaved' });
    later(restMs);
  }

  /** What was typed has been taken out again: nothing is left to save. */
  function takeBack(): void {
    if (!isKept || isStopped || inFlight !== null) return;
    cancelWait();
    isKept = false;
    parts.forget();
    parts.show({ kind: 'saved', at: savedAt });
  }

  async function flush(): Promise<boolean> {
    cancelWait();
    // Whoever asks while one is under way wants what was typed since, too.
    if (inFlight !== null) await inFlight;
    if (isStopped) return false;
    if (!isDirty()) return true;
    inFlight = save();
    const isDone = await inFlight;
    inFlight = null;
    if (isDone && isDirty()) later(restMs);
    return isDone && !isDirty();
  }

  async function save(): Promise<boolean> {
    const typed = parts.read();
    parts.show({ kind: 'saving' });
    const answer = await parts.put(typed, known);
    if (answer.kind === 'saved') {
      failures = 0;
      known = answer.known;
      saved = typed;
      savedAt = parts.now();
      if (isDirty()) parts.keep(parts.read(), known);
      else {
        isKept = false;
        parts.forget();
      }
      parts.show({ kind: 'saved', at: savedAt });
      return true;
    }
    parts.show({ kind: 'failed', why: answer.kind });
    if (answer.kind === 'conflict') isStopped = true;
    else {
      later(againMs(failures));
      failures += 1;
    }
    return false;
  }

  return {
    touch,
    flush,
    isDirty,
    agree(at) {
      known = at;
      saved = parts.read();
      isStopped = false;
      isKept = false;
      parts.forget();
      parts.show({ kind: 'saved', at: savedAt });
    },
    base(revision) {
      known = { ...known, basedOn: revision };
    },
    async overwrite(at) {
      cancelWait();
      if (inFlight !== null) await inFlight;
      known = at;
      isStopped = false;
      inFlight = save();
      const isDone = await inFlight;
      inFlight = null;
      return isDone;
    },
    stop() {
      isStopped = true;
      cancelWait();
    },
    known: () => known,
    isStopped: () => isStopped,
  };
}
