// The list of what this browser keeps of unsaved text.

import { formatRecent } from '../ui/recent.ts';
import { forget, listKept } from './editor/kept.ts';

const place = document.querySelector<HTMLElement>('[data-restore]');
if (place) show(place);

function show(place: HTMLElement): void {
  const words = JSON.parse(place.dataset.restore ?? '{}') as Record<string, string>;
  const all = listKept(localStorage);
  if (all.length === 0) {
    const none = document.createElement('p');
    none.textContent = words.none ?? '';
    place.replaceChildren(none);
    return;
  }
  place.replaceChildren(
    ...all.map(({ tab, kept }) => {
      const card = document.createElement('section');
      card.className = 'card';
      const heading = document.createElement('h2');
      heading.textContent = kept.headline.trim() || (words.untitled ?? '');
      const when = document.createElement('p');
      when.className = 'soft';
      when.textContent = formatRecent(new Date(kept.at), new Date(), document.documentElement.lang);
      const acts = document.createElement('div');
      acts.className = 'actions';
      const open = document.createElement('a');
      open.className = 'button plain';
      open.href = `/console/digests/${encodeURIComponent(kept.id)}`;
      open.textContent = words.open ?? '';
      const drop = document.createElement('button');
      drop.type = 'button';
      drop.className = 'button grave';
      drop.textContent = words.drop ?? '';
      drop.addEventListener('click', () => {
        forget(localStorage, kept.id, tab);
        show(place);
      });
      acts.append(open, drop);
      card.append(heading, when, acts);
      return card;
    }),
  );
}
