// Fields as the names and values of a form, and back.

import type { Fields } from './fields.ts';
import { toFields } from './to-fields.ts';

/** `sections.0.source.points.1` → what was typed there. Names that no field has are passed over. */
export function fromEntries(entries: Iterable<readonly [string, string]>): Fields {
  const root: Branch = new Map();
  for (const [name, value] of entries) {
    if (/^[a-zA-Z]+(?:\.(?:[a-zA-Z]+|\d{1,4}))*$/.test(name)) {
      put(root, name.split('.'), value.replaceAll('\r\n', '\n'));
    }
  }
  return toFields(toValue(root));
}

type Branch = Map<string, string | Branch>;

function put(branch: Branch, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const known = branch.get(name);
  const next: Branch = known instanceof Map ? known : new Map();
  branch.set(name, next);
  put(next, rest, value);
}

/** Numbers for names make a list; its gaps close. */
function toValue(node: string | Branch): unknown {
  if (typeof node === 'string') return node;
  const isList = node.size > 0 && [...node.keys()].every((name) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries([...node].map(([name, part]) => [name, toValue(part)]));
  return [...node].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, part]) => toValue(part));
}

/** Every field with its name, in the order of the form. */
export function toEntries(fields: Fields): [string, string][] {
  return listTexts(fields, '');
}

function listTexts(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    listTexts(part, at === '' ? name : `${at}.${name}`),
  );
}
