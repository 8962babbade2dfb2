// What this browser keeps of unsaved text, until the server has it.

import type { Typed } from './typed.ts';

export interface Kept {
  id: string;
  /** The version it was typed over. */
  version: number;
  basedOn: number | null;
  headline: string;
  /** When, in milliseconds. */
  at: number;
  typed: Typed;
}

const prefix = 'typed:';

/** One place per tab, so that two of them do not write over each other. */
function keyOf(id: string, tab: string): string {
  return `${prefix}${id}:${tab}`;
}

/** The same for a tab that is loaded again, another for every other. */
export function tabName(session: Storage): string {
  const known = session.getItem('tab');
  if (known !== null) return known;
  const made = crypto.randomUUID();
  session.setItem('tab', made);
  return made;
}

/** False if the browser has no room, or allows none. */
export function keep(storage: Storage, tab: string, kept: Kept): boolean {
  try {
    storage.setItem(keyOf(kept.id, tab), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forget(storage: Storage, id: string, tab: string): void {
  storage.removeItem(keyOf(id, tab));
}

/** All that is kept, the newest first; what cannot be read is passed over and stays. */
export function listKept(storage: Storage): { tab: string; kept: Kept }[] {
  const found = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const kept = readKept(storage.getItem(key) ?? '');
      return kept ? [{ tab: key.split(':')[2] ?? '', kept }] : [];
    });
  return found.sort((a, b) => b.kept.at - a.kept.at);
}

function readKept(text: string): Kept | null {
  try {
    const value = JSON.parse(text) as Kept;
    return typeof value.id === 'string' && typeof value.typed === 'object' ? value : null;
  } catch {
    return null;
  }
}
