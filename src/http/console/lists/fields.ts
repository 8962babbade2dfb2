// What the forms of a list send, as what the room takes; and its complaints in the editor's words.

import type { z } from 'zod';
import { readableAccent } from '../../../../emails/palette.ts';
import { ListInput, ListPatch } from '../../../audience/lists/schema.ts';
import type { ConsoleWords } from '../../../words/console.ts';
import { type Fields, lastOf } from '../../site/form.ts';

/** A complaint by the name of its field. */
export type Wrong = Readonly<Record<string, string>>;

export type ListForm = 'basics' | 'sender' | 'brand';

export function readNewList(fields: Fields) {
  return ListInput.safeParse({ slug: lastOf(fields, 'slug') ?? '', ...basics(fields) });
}

export function readPatch(form: ListForm, fields: Fields) {
  return ListPatch.safeParse(
    { basics, sender, brand: (all: Fields) => ({ brand: brandOf(all) }) }[form](fields),
  );
}

function basics(fields: Fields): object {
  return {
    name: lastOf(fields, 'name') ?? '',
    description: lastOf(fields, 'description'),
    visibility: lastOf(fields, 'visibility') ?? 'public',
    doubleOptIn: fields.has('doubleOptIn'),
    welcome: fields.has('welcome'),
    frequencies: ['every', ...(fields.get('frequencies') ?? [])],
    language: lastOf(fields, 'language'),
    timezone: lastOf(fields, 'timezone'),
  };
}

function sender(fields: Fields): object {
  return { from: lastOf(fields, 'from'), replyTo: lastOf(fields, 'replyTo') };
}

/** Null where every field is empty: the house's own look. */
export function brandOf(fields: Fields): object | null {
  const text = (name: string) => lastOf(fields, name);
  const [url, width, height] = [text('logoUrl'), text('logoWidth'), text('logoHeight')];
  const logo =
    url === null && width === null && height === null
      ? null
      : { url: url ?? '', width: Number(width ?? 0), height: Number(height ?? 0) };
  const said = { name: text('brandName'), logo, accent: text('accent'), footer: text('footer') };
  const brand = Object.entries(said).filter(([, value]) => value !== null);
  return brand.length === 0 ? null : Object.fromEntries(brand);
}

/** By the names of the fields; a logo's three are one to the room. */
export function explain(error: z.ZodError, fields: Fields, words: ConsoleWords['lists']): Wrong {
  const { errors } = words;
  return Object.fromEntries(
    error.issues.map(({ path: [first, second] }): [string, string] => {
      if (first === 'slug') return ['slug', errors.slug];
      if (first === 'from' || first === 'replyTo') return [first, errors.address];
      if (first !== 'brand') {
        const name = String(first);
        return [name, lastOf(fields, name) === null ? errors.required : errors.other];
      }
      if (second === 'logo') return ['logoUrl', errors.logo];
      if (second === 'accent') {
        const accent = lastOf(fields, 'accent') ?? '';
        const isColour = /^#[0-9a-f]{6}$/i.test(accent);
        return ['accent', isColour ? errors.accent(readableAccent(accent)) : errors.accentForm];
      }
      return [second === 'name' ? 'brandName' : 'footer', errors.other];
    }),
  );
}
