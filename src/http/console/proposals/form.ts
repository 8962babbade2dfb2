// What the form of articles says, as a proposal takes it; and what is missing, in the editor's words.

import { parseFields } from '../../../base/field-errors.ts';
import { type GivenSource, GivenText, ProposalInput } from '../../../proposals/commands/schema.ts';
import { findAddresses } from '../../../proposals/web/pasted-addresses.ts';
import type { ConsoleWords } from '../../../words/console.ts';
import type { Fields } from '../../site/form.ts';
import { tell } from '../tell.ts';

/** An article that is pasted, as it stands in its three fields. */
export interface Pasted {
  url: string;
  title: string;
  text: string;
}

/** The form as it was filled in. */
export interface SourcesForm {
  addresses: string;
  pasted: Pasted[];
  language: string;
  list: string;
  /** No language model is asked for anything. */
  isPlain: boolean;
}

/** Complaints by the name of their field. */
export type Wrong = Readonly<Record<string, string>>;

/** As many as a digest has sections. */
export const mostSources = 20;

export function readSourcesForm(fields: Fields): SourcesForm {
  const [urls, titles, texts] = ['url', 'title', 'text'].map((name) => fields.get(name) ?? []);
  return {
    addresses: textOf(fields, 'addresses'),
    pasted: (urls ?? []).slice(0, mostSources).map((url, at) => ({
      url: clean(url).trim(),
      title: clean(titles?.[at] ?? '').trim(),
      text: clean(texts?.[at] ?? ''),
    })),
    language: textOf(fields, 'language') === 'en' ? 'en' : 'ja',
    list: textOf(fields, 'list'),
    isPlain: textOf(fields, 'writer') === 'embedded',
  };
}

/** The last value of a field as a text that can be kept; empty if it is absent. */
export function textOf(fields: Fields, name: string): string {
  return clean(fields.get(name)?.at(-1) ?? '');
}

/** Without what no text of the database holds; lines end as they do there. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n');
}

/** A pasted article takes the place of its address, or comes behind the addresses. */
export function readProposalInput(
  form: SourcesForm,
  { begin }: ConsoleWords['proposal'],
  uiLanguage: string,
): { kind: 'ok'; value: ProposalInput } | { kind: 'wrong'; wrong: Wrong } {
  const wrong: Record<string, string> = {};
  const sources = new Map<string, GivenSource>();
  for (const url of findAddresses(form.addresses)) sources.set(url, url);
  for (const [at, pasted] of form.pasted.entries()) {
    if (isEmpty(pasted)) continue;
    const given = parseFields(GivenText, pasted);
    if (given.kind === 'ok') sources.set(given.value.url, given.value);
    else
      for (const { path, message } of given.errors)
        wrong[`${path}.${at}`] ??= tell(message, uiLanguage);
  }
  if (Object.keys(wrong).length > 0) return { kind: 'wrong', wrong };
  if (sources.size === 0) return { kind: 'wrong', wrong: { addresses: begin.none } };
  if (sources.size > mostSources) {
    return { kind: 'wrong', wrong: { addresses: begin.tooMany(sources.size) } };
  }
  const { language, list, isPlain } = form;
  const chosen = { ...(list === '' ? {} : { list }), ...(isPlain ? { writer: 'embedded' } : {}) };
  const input = { sources: [...sources.values()], language, ...chosen };
  const parsed = parseFields(ProposalInput, input);
  if (parsed.kind === 'ok') return parsed;
  return { kind: 'wrong', wrong: { addresses: begin.tooLong } };
}

export function isEmpty({ url, title, text }: Pasted): boolean {
  return (url + title + text).trim() === '';
}
