// Messages that somebody took away on the reading page. Resend's API and the log of what was accepted keep them.

import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

export interface TakenAway {
  has(id: string): boolean;
  note(id: string, isTaken: boolean): void;
  clear(): void;
}

/** Reads the file and adds to it, one JSON pair a line; a torn last line is left out. */
export function openTakenAway(path: string): TakenAway {
  const taken = new Set<string>();
  const apply = (id: string, isTaken: boolean) => {
    if (isTaken) taken.add(id);
    else taken.delete(id);
  };
  for (const [id, isTaken] of readPairs(path)) apply(id, isTaken);
  return {
    has: (id) => taken.has(id),
    note(id, isTaken) {
      apply(id, isTaken);
      appendFileSync(path, `${JSON.stringify([id, isTaken])}\n`);
    },
    clear() {
      taken.clear();
      rmSync(path, { force: true });
    },
  };
}

/** Guarantee: `note` wrote the file. */
function readPairs(path: string): [id: string, isTaken: boolean][] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as [string, boolean]);
}
