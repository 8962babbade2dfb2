// Items of the lists in a form: added, moved, taken away. For browsers without a script.

import { blankParagraph, blankSection } from './blank.ts';
import type { Fields } from './fields.ts';

/** Names a list or an item of one, such as `add:sections` and `up:sections.2.source.points.1`. */
const pattern =
  /^(add|up|down|remove):((?:sections\.\d{1,4}\.)?(?:source\.)?(?:sections|opener|body|closing|conclusion|points))(?:\.(\d{1,4}))?$/;

/** The fields after the edit; as they were if there is no such place. */
export function editFields(fields: Fields, edit: string): Fields {
  const [, verb, listPath = '', number] = pattern.exec(edit) ?? [];
  const copy = structuredClone(fields);
  const list = findList(copy, listPath);
  if (list === null || verb === undefined) return fields;
  if (verb === 'add') {
    list.push(newItem(listPath));
    return copy;
  }
  const index = Number(number);
  if (number === undefined || index >= list.length) return fields;
  const [item] = list.splice(index, 1);
  if (verb !== 'remove') list.splice(Math.max(0, index + (verb === 'up' ? -1 : 1)), 0, item);
  return copy;
}

function findList(fields: Fields, path: string): unknown[] | null {
  let at: unknown = fields;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Record<string, unknown>)[name];
  }
  return Array.isArray(at) ? at : null;
}

function newItem(listPath: string): unknown {
  if (listPath === 'sections') return blankSection();
  return /(?:opener|body|closing)$/.test(listPath) ? blankParagraph() : '';
}
