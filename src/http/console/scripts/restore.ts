// The list of what this browser keeps of unsaved text.

import { formatRecent } from '../ui/recent.ts';
import { forget, listKept } from './editor/kept.ts';
import { forgetSources, listSources, nameSources } from './sources/kept.ts';

const place = document.querySelector<HTMLElement>('[data-restore]');
if (place) show(place);

interface Entry {
  name: string;
  /** When, in milliseconds. */
  at: number;
  /** Where it is typed on. */
  href: string;
  drop(): void;
}

/** Of digests and of articles for one, the newest first. */
function listEntries(): Entry[] {
  const digests = listKept(localStorage).map(({ tab, kept: { id, headline, at } }) => ({
    name: headline.trim(),
    at,
    href: `/console/digests/${encodeURIComponent(id)}`,
    drop: () => forget(localStorage, id, tab),
  }));
  const sources = listSources(localStorage).map((kept) => ({
    name: nameSources(kept),
    at: kept.at,
    href: `/console/digests/new/sources#${encodeURIComponent(kept.id)}`,
    drop: () => forgetSources(localStorage, kept.id),
  }));
  return [...digests, ...sources].sort((a, b) => b.at - a.at);
}

function show(place: HTMLElement): void {
  const words = JSON.parse(place.dataset.restore ?? '{}') as Record<string, string>;
  const all = listEntries();
  if (all.length === 0) {
    const none = document.createElement('p');
    none.textContent = words.none ?? '';
    place.replaceChildren(none);
    return;
  }
  place.replaceChildren(
    ...all.map(({ name, at, href, drop: forgetIt }) => {
      const card = document.createElement('section');
      card.className = 'card';
      const heading = document.createElement('h2');
      heading.textContent = name || (words.untitled ?? '');
      const when = document.createElement('p');
      when.className = 'soft';
      when.textContent = formatRecent(new Date(at), new Date(), document.documentElement.lang);
      const acts = document.createElement('div');
      acts.className = 'actions';
      const open = document.createElement('a');
      open.className = 'button plain';
      open.href = href;
      open.textContent = words.open ?? '';
      const drop = document.createElement('button');
      drop.type = 'button';
      drop.className = 'button grave';
      drop.textContent = words.drop ?? '';
      drop.addEventListener('click', () => {
        forgetIt();
        show(place);
      });
      acts.append(open, drop);
      card.append(heading, when, acts);
      return card;
    }),
  );
}
