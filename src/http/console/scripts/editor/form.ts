// The form as fields, and fields in the form; items that come, go and move keep their names in order.

import { fromEntries, toEntries } from '../../../../editing/working-copy/entries.ts';
import type { Fields } from '../../../../editing/working-copy/fields.ts';
import type { Typed } from './typed.ts';

export function readTyped(form: HTMLFormElement): Typed {
  const markdown = form.querySelector<HTMLTextAreaElement>('#markdown');
  if (markdown) return { face: 'markdown', markdown: markdown.value };
  return { face: 'fields', fields: readFields(form) };
}

/** As it came with the page, whatever has been typed since. */
export function readCame(form: HTMLFormElement): Typed {
  const came = form.cloneNode(true) as HTMLFormElement;
  came.reset();
  return readTyped(came);
}

function readFields(form: HTMLFormElement): Fields {
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
  return fromEntries(texts);
}

/** Puts other fields into the form: with as many items as they have, each by its template. */
export function writeFields(form: HTMLFormElement, fields: Fields): void {
  setCount(form, 'sections', fields.sections.length);
  fields.sections.forEach(({ opener, source, body }, index) => {
    const section = itemsOf(form, 'sections')[index];
    if (!section) return;
    setCount(section, 'opener', opener.length);
    setCount(section, 'source.points', source.points.length);
    setCount(section, 'body', body.length);
  });
  setCount(form, 'closing', fields.closing.length);
  setCount(form, 'conclusion', fields.conclusion.length);
  renumber(form);
  for (const [name, value] of toEntries(fields)) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement && control.type === 'checkbox') {
      control.checked = control.value === value;
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      control.value = value;
    }
  }
}

function setCount(parent: ParentNode, list: string, count: number): void {
  const items = itemsOf(parent, list);
  for (const item of items.slice(count)) item.remove();
  for (let missing = count - items.length; missing > 0; missing -= 1) addItem(parent, list);
}

/** A blank item at the end of a list; null if there is no such list. */
export function addItem(parent: ParentNode, list: string): HTMLElement | null {
  const place = listOf(parent, list);
  const kind = templates[list] ?? 'paragraph';
  const template = document.querySelector<HTMLTemplateElement>(`#new-${kind}`);
  const item = template?.content.firstElementChild?.cloneNode(true);
  if (!place || !(item instanceof HTMLElement)) return null;
  place.append(item);
  return item;
}

const templates: Readonly<Record<string, string>> = {
  sections: 'sections',
  'source.points': 'points',
  conclusion: 'conclusion',
};

function listOf(parent: ParentNode, list: string): HTMLElement | null {
  return parent.querySelector<HTMLElement>(`[data-list="${list}"]`);
}

function itemsOf(parent: ParentNode, list: string): HTMLElement[] {
  const place = listOf(parent, list);
  return place ? childItems(place) : [];
}

export function childItems(list: Element): HTMLElement[] {
  return [...list.children].filter((child): child is HTMLElement => child.matches('[data-item]'));
}

/** Gives every item the names of its place, after something came, went or moved. */
export function renumber(form: HTMLFormElement): void {
  for (const list of form.querySelectorAll<HTMLElement>('[data-list]')) {
    const owner = list.parentElement?.closest<HTMLElement>('[data-item]')?.dataset.item;
    const base = [owner, list.dataset.list].filter(Boolean).join('.');
    childItems(list).forEach((item, index) => {
      const [from, to] = [item.dataset.item ?? 'N', `${base}.${index}`];
      if (from !== to) rename(item, from, to);
      const number = item.querySelector('[data-number]');
      if (number) number.textContent = String(index + 1);
    });
  }
}

const named = [
  'id',
  'name',
  'for',
  'data-item',
  'data-shows',
  'data-faults',
  'data-proposed',
  'value',
];

function rename(item: HTMLElement, from: string, to: string): void {
  for (const element of [item, ...item.querySelectorAll('*')]) {
    for (const attribute of named) {
      // What somebody typed is no name.
      if (attribute === 'value' && !(element instanceof HTMLButtonElement)) continue;
      const value = element.getAttribute(attribute);
      const renamed = value === null ? null : renameOne(value, from, to);
      if (renamed !== null) element.setAttribute(attribute, renamed);
    }
  }
}

/** `up:sections.2` and `sections.2.heading`, where `from` is `sections.2`; null for another name. */
export function renameOne(value: string, from: string, to: string): string | null {
  const [, verb = '', path = ''] = /^((?:add|up|down|remove|quote|redo):)?(.*)$/s.exec(value) ?? [];
  if (path !== from && !path.startsWith(`${from}.`)) return null;
  return verb + to + path.slice(from.length);
}
