// Sources that are given again by a form: whichever of them were filled in, at one press.

import { parseFields } from '../../../base/field-errors.ts';
import { GivenSource, GivenText, type ProposalView } from '../../../proposals/commands/schema.ts';
import type { Fields } from '../../site/form.ts';
import { tell } from '../tell.ts';
import { textOf, type Wrong } from './form.ts';

/** As it was typed, by the names of the fields: `url.2`, `title.2`, `text.2`. */
export interface MendForm {
  values: ReadonlyMap<string, string>;
  wrong: Wrong;
}

export const nothingTyped: MendForm = { values: new Map(), wrong: {} };

/**
 * `pressed`: the source whose button it was, which is read again even as it stands; of the others those that
 * were changed.
 */
export function readMending(
  fields: Fields,
  { sources }: ProposalView,
  pressed: number,
  language: string,
): MendForm & { mended: { n: number; source: GivenSource }[] } {
  const values = new Map([...fields.keys()].map((name) => [name, textOf(fields, name)]));
  const wrong: Record<string, string> = {};
  const mended: { n: number; source: GivenSource }[] = [];
  for (const [n, { url: before, state }] of sources.entries()) {
    if (state !== 'failed' && state !== 'thin') continue;
    const typed = (name: string) => values.get(`${name}.${n}`) ?? '';
    const [url, title, text] = [
      typed('url').trim() || before,
      typed('title').trim(),
      typed('text'),
    ];
    if (n !== pressed && url === before && text.trim() === '') continue;
    const parsed = parseFields(GivenSource, text.trim() === '' ? url : { url, title, text });
    if (parsed.kind === 'ok') mended.push({ n, source: parsed.value });
    else Object.assign(wrong, complain(n, { url, title, text }, language));
  }
  return { values, wrong, mended };
}

/** Of a union zod tells only that nothing fits: which field it was is looked up. */
function complain(
  n: number,
  source: { url: string; title: string; text: string },
  language: string,
): Record<string, string> {
  const isText = source.text.trim() !== '';
  const parsed = isText ? parseFields(GivenText, source) : null;
  const errors = parsed?.kind === 'invalid' ? parsed.errors : [];
  const said = errors.map(({ path, message }) => [`${path}.${n}`, tell(message, language)]);
  if (said.length > 0) return Object.fromEntries(said);
  const message = 'Must be a valid https:// address without spaces, user name or password';
  return { [`url.${n}`]: tell(message, language) };
}
