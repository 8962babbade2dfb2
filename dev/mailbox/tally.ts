// Exact counts of who was accepted once and who twice, by the tags `send` and `subscriber`.

interface SendTally {
  accepted: number;
  distinct: number;
  duplicates: number;
}

/** Above this a subscriber number is remembered by name instead of by bit (16 MB of bits a send). */
const largestBit = 128 * 1024 * 1024;

interface Seen {
  accepted: number;
  distinct: number;
  bits: Uint8Array;
  others: Set<string>;
}

export interface Tally {
  /** Counts one accepted message; messages without both tags are not counted here. */
  count(send: string | undefined, subscriber: string | undefined): void;
  totals(): { distinct: number; duplicates: number };
  bySend(): Record<string, SendTally>;
  clear(): void;
}

/** One bit per subscriber number: 1,000,000 recipients cost 125 KB. */
export function createTally(): Tally {
  const sends = new Map<string, Seen>();
  return {
    count(send, subscriber) {
      if (send === undefined || subscriber === undefined) return;
      let seen = sends.get(send);
      if (!seen) {
        seen = { accepted: 0, distinct: 0, bits: new Uint8Array(1024), others: new Set() };
        sends.set(send, seen);
      }
      seen.accepted += 1;
      if (markSeen(seen, subscriber)) seen.distinct += 1;
    },
    totals() {
      let distinct = 0;
      let accepted = 0;
      for (const seen of sends.values()) {
        distinct += seen.distinct;
        accepted += seen.accepted;
      }
      return { distinct, duplicates: accepted - distinct };
    },
    bySend() {
      const entries = [...sends].map(([send, { accepted, distinct }]): [string, SendTally] => [
        send,
        { accepted, distinct, duplicates: accepted - distinct },
      ]);
      return Object.fromEntries(entries);
    },
    clear: () => sends.clear(),
  };
}

/** True the first time. Only canonical decimal numbers have a bit: `7` and `07` are two people. */
function markSeen(seen: Seen, subscriber: string): boolean {
  const number = Number(subscriber);
  if (
    !Number.isInteger(number) ||
    number < 0 ||
    number >= largestBit ||
    String(number) !== subscriber
  ) {
    if (seen.others.has(subscriber)) return false;
    seen.others.add(subscriber);
    return true;
  }
  const index = number >> 3;
  if (index >= seen.bits.length) {
    const grown = new Uint8Array(Math.max(index + 1, seen.bits.length * 2));
    grown.set(seen.bits);
    seen.bits = grown;
  }
  const byte = seen.bits[index] ?? 0;
  const mask = 1 << (number & 7);
  seen.bits[index] = byte | mask;
  return (byte & mask) === 0;
}
