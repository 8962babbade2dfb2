// Find: pages and digests by a few letters, from anywhere.

import { isCommand, isWriting, onKey } from './keys.ts';
import { openDialog } from './layers.ts';

/** After the last letter, in milliseconds. */
const restMs = 120;

export function watchPalette(): void {
  onKey((event) => {
    // In a text, Ctrl-K makes a link there (the editor's keys).
    if (isCommand(event, 'k') && !document.activeElement?.matches('textarea, [data-inline]')) {
      event.preventDefault();
      openPalette();
    } else if (event.key === '?' && !isWriting(event.target)) {
      event.preventDefault();
      openDialog('shortcuts');
    } else if (event.target instanceof HTMLInputElement && event.target.id === 'palette-text') {
      steer(event);
    }
  });
  document.addEventListener('click', (event) => {
    const opener = event.target instanceof Element && event.target.closest('[data-finds]');
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPalette();
  });
}

let timer = 0;
let asked = 0;

function openPalette(): void {
  openDialog('palette');
  const input = field();
  input?.select();
  if (!input || input.dataset.ready) return;
  input.dataset.ready = 'yes';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(find, restMs);
  });
  void find();
}

const field = () => document.querySelector<HTMLInputElement>('#palette-text');
const results = () => document.querySelector<HTMLElement>('#palette-results');
const links = () => [...(results()?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];

/** Answers may overtake each other: only the last question's is shown. */
async function find(): Promise<void> {
  const number = ++asked;
  const url = `/console/find?${new URLSearchParams({ q: field()?.value ?? '' })}`;
  const answer = await fetch(url, { headers: { 'hx-request': 'true' } }).catch(() => null);
  const box = results();
  if (!answer?.ok || answer.redirected || number !== asked || !box) return;
  const text = await answer.text();
  const found = new DOMParser().parseFromString(text, 'text/html');
  box.replaceChildren(...found.body.childNodes);
  choose(0);
}

function steer(event: KeyboardEvent): void {
  const now = links().findIndex((link) => link.getAttribute('aria-selected') === 'true');
  if (event.key === 'ArrowDown') choose(now + 1);
  else if (event.key === 'ArrowUp') choose(now - 1);
  else if (event.key === 'Enter') links()[Math.max(0, now)]?.click();
  else return;
  event.preventDefault();
}

function choose(index: number): void {
  const all = links();
  const chosen = all[(index + all.length) % Math.max(1, all.length)];
  for (const link of all) link.setAttribute('aria-selected', link === chosen ? 'true' : 'false');
  chosen?.scrollIntoView({ block: 'nearest' });
  field()?.setAttribute('aria-activedescendant', chosen?.id ?? '');
}
