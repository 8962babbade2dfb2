// As whose copy: people are suggested while an address or a name is begun.

import type { ConsoleWords } from '../../../../words/console.ts';
import { fill } from '../../../../words/fill.ts';
import { ask } from './server.ts';

interface Person {
  id: number;
  email: string;
  name: string | null;
  lists: { slug: string; status: string }[];
}

export interface Reader {
  /** Whoever stands in the field: null if it is empty, `nobody` if no reader has this address. */
  choose(): Promise<Person | 'nobody' | null>;
  /** As far as it is known by now; nothing is asked for. */
  known(): Person | null;
}

/** A pause in typing after which people are looked for, in milliseconds. */
const restMs = 250;

/** The field in `root`; null where this editor has none. `chosen` is called when somebody else is. */
export function watchReader(root: ParentNode, chosen: () => void): Reader | null {
  const row = root.querySelector<HTMLElement>('[data-reader]');
  const input = row?.querySelector('input');
  const found = row?.querySelector('datalist');
  const said = row?.querySelector<HTMLElement>('[data-reader-said]');
  if (!row || !input || !found || !said) return null;
  const words = JSON.parse(row.dataset.reader ?? '{}') as ConsoleWords['testMail']['reader'];
  const people = new Map<string, Person>();
  const typed = () => input.value.trim().toLowerCase();
  const known = () => people.get(typed()) ?? null;
  let before: Person | null = null;
  let timer = 0;

  function show(text: string): void {
    said?.replaceChildren(text);
    if (known() === before) return;
    before = known();
    chosen();
  }

  async function look(query: string): Promise<void> {
    const answer = await ask<{ data: Person[] }>(`/api/subscribers?${query}&limit=8`);
    for (const person of answer?.data ?? []) people.set(person.email, person);
    if (!query.startsWith('prefix')) return;
    found?.replaceChildren(
      ...(answer?.data ?? []).map(({ email, name }) => new Option(name ?? '', email)),
    );
  }

  async function suggest(): Promise<void> {
    const text = typed();
    if (text !== '' && known() === null) await look(`prefix=${encodeURIComponent(text)}`);
    if (text === typed()) show(describe());
  }

  function describe(): string {
    const person = known();
    if (person) return nameReader(person, words);
    if (typed() === '') return words.hint;
    return found && found.childElementCount > 0 ? words.choose : words.none;
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    // One of the suggestions was taken, or all of it away: nothing to wait for.
    timer = window.setTimeout(() => void suggest(), known() || typed() === '' ? 0 : restMs);
  });
  return {
    known,
    async choose() {
      if (typed() === '') return null;
      if (known() === null) await look(`email=${encodeURIComponent(typed())}`);
      return known() ?? 'nobody';
    },
  };
}

function nameReader({ email, name, lists }: Person, words: ConsoleWords['testMail']['reader']) {
  const slugs = lists.filter(({ status }) => status === 'confirmed').map(({ slug }) => slug);
  return fill(words.chosen, { who: name ?? email, lists: slugs.join(', ') || words.noList });
}
