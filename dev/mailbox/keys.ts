// Idempotency keys: what was asked under each, and where the log holds the answer.

import type { LogLine, Place } from './store.ts';

/** A key lives 24 hours by the mailbox's own clock, as at Resend. */
const keyLifetimeMs = 24 * 60 * 60 * 1000;

export interface KeptKey {
  bodyHash: string;
  atMs: number;
  place: Place;
}

export interface Keys {
  /** What was done under this key in the last 24 hours. */
  find(key: string, nowMs: number): KeptKey | null;
  /** Remembers a line of the log that must be answered again: an acceptance or a cached refusal. */
  note(line: LogLine, place: Place): void;
  /** False if a request with this key is still being worked on. */
  enter(key: string): boolean;
  leave(key: string): void;
  clear(): void;
}

export function createKeys(): Keys {
  const kept = new Map<string, KeptKey>();
  const inFlight = new Set<string>();
  return {
    find(key, nowMs) {
      const found = kept.get(key);
      if (found === undefined || nowMs - found.atMs >= keyLifetimeMs) return null;
      return found;
    },
    note(line, place) {
      const { idempotencyKey, bodyHash, accepted, cached } = line;
      if (idempotencyKey === null || bodyHash === undefined) return;
      if (accepted === 0 && cached !== true) return;
      const atMs = Date.parse(line.at);
      // The map keeps its order of insertion, so the oldest keys are in front.
      for (const [old, { atMs: since }] of kept) {
        if (atMs - since < keyLifetimeMs) break;
        kept.delete(old);
      }
      kept.delete(idempotencyKey);
      kept.set(idempotencyKey, { bodyHash, atMs, place });
    },
    enter(key) {
      if (inFlight.has(key)) return false;
      inFlight.add(key);
      return true;
    },
    leave: (key) => inFlight.delete(key),
    clear() {
      kept.clear();
      inFlight.clear();
    },
  };
}
