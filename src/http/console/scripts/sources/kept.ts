// What this browser keeps of articles that were put in, until their proposal is made.

export interface KeptSources {
  /** Of the proposal that a press on the form makes. */
  id: string;
  /** When, in milliseconds. */
  at: number;
  /** The fields in their order: an article that is pasted has three of the same names each. */
  fields: [name: string, value: string][];
}

const prefix = 'sources:';

/** False if the browser has no room, or allows none. */
export function keepSources(storage: Storage, kept: KeptSources): boolean {
  try {
    storage.setItem(prefix + kept.id, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forgetSources(storage: Storage, id: string): void {
  storage.removeItem(prefix + id);
}

/** All that is kept, the newest first; what cannot be read is passed over and stays. */
export function listSources(storage: Storage): KeptSources[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => readKept(storage.getItem(key) ?? '') ?? [])
    .sort((a, b) => b.at - a.at);
}

function readKept(text: string): KeptSources | null {
  try {
    const value = JSON.parse(text) as KeptSources;
    return typeof value.id === 'string' && Array.isArray(value.fields) ? value : null;
  } catch {
    return null;
  }
}

const typed = ['addresses', 'url', 'title', 'text'];

/** Nothing was put in; a list and a language are chosen again at once. */
export function isBlank(fields: KeptSources['fields']): boolean {
  return fields.every(([name, value]) => !typed.includes(name) || value.trim() === '');
}

/** What it begins with: an address, or the title of an article. */
export function nameSources({ fields }: KeptSources): string {
  const said = ['addresses', 'title', 'url', 'text'].flatMap((wanted) =>
    fields.flatMap(([name, value]) => (name === wanted ? value.trim().split('\n') : [])),
  );
  return said.find((line) => line !== '')?.slice(0, 80) ?? '';
}
