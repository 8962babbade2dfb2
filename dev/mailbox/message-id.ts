// Message ids: random to the eye, and each says where its message stands in the log.

import { randomUUID } from 'node:crypto';

/**
 * UUIDs whose last twelve digits are the message's ordinal, so that a million messages need no
 * index by id in memory. The rest is random per request.
 */
export function newMessageIds(first: number, count: number): string[] {
  const prefix = randomUUID().slice(0, 24);
  return Array.from(
    { length: count },
    (_, index) => prefix + (first + index).toString(16).padStart(12, '0'),
  );
}

/** The ordinal in an id, or null for what was never handed out in this form. */
export function ordinalOf(id: string): number | null {
  const [, digits] = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})$/.exec(id) ?? [];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}
