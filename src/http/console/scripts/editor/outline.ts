// What repeats the fields elsewhere: the title, heads of folded sections, columns of the inbox row.

import { rowColumns } from '../../../../digest/checks/columns.ts';
import { isBlank } from '../../../../editing/working-copy/blank.ts';
import { fill } from '../../../../words/fill.ts';
import type { Config } from './config.ts';
import { readTyped } from './form.ts';

export function showOutline(form: HTMLFormElement, words: Config['words']): void {
  const typed = readTyped(form);
  if (typed.face !== 'fields') return;
  const { fields } = typed;
  const title = document.querySelector('[data-title]');
  if (title) title.textContent = fields.headline.trim() || words.untitled;
  const hint = form.querySelector<HTMLElement>('[data-paste-hint]');
  if (hint) hint.hidden = !isBlank(fields);
  const textOf = (name: string) => {
    const control = form.elements.namedItem(name);
    const isText = control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement;
    return isText ? control.value.trim() : '';
  };
  for (const place of form.querySelectorAll<HTMLElement>('[data-shows]')) {
    const name = place.dataset.shows ?? '';
    const number = place.closest('[data-item]')?.querySelector('[data-number]')?.textContent ?? '';
    const nameless = name.endsWith('.heading') ? fill(words.fields.section, { number }) : '';
    place.textContent = textOf(name) || nameless;
  }
  for (const place of form.querySelectorAll<HTMLElement>('[data-columns]')) {
    const most = Number(place.dataset.most);
    const width = rowColumns(textOf(place.dataset.columns ?? ''), fields.language || 'ja');
    place.classList.toggle('over', width > most);
    const [shown, heard] = place.children;
    if (shown) shown.textContent = `${width} / ${most}`;
    if (heard) heard.textContent = fill(words.columns, { width, most });
  }
}
