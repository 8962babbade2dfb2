// Items of the form: added, moved by buttons, keys and dragging, taken away and brought back.

import { fill } from '../../../../words/fill.ts';
import { isConverting } from '../shell/keys.ts';
import type { Config } from './config.ts';
import { watchDragging } from './drag.ts';
import { addItem, childItems, renumber } from './form.ts';

interface Parts {
  form: HTMLFormElement;
  words: Config['words'];
  /** The form has changed. */
  changed(): void;
  say(text: string): void;
  /** Says it with a button that brings it back. */
  offerUndo(text: string, undo: () => void): void;
}

export function watchLists(parts: Parts): void {
  const { form } = parts;
  form.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const adder = event.target.closest<HTMLElement>('[data-add]');
    const tool = event.target.closest<HTMLElement>('[data-tool]');
    if (!adder && !tool) return;
    event.preventDefault();
    if (adder) add(parts, adder);
    if (tool) use(parts, tool);
  });
  form.addEventListener('keydown', (event) => {
    if (isConverting(event) || !event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const { target } = event;
    if (step === undefined || !(target instanceof HTMLElement)) return;
    const item = target.closest<HTMLElement>('[data-item]');
    if (!item) return;
    event.preventDefault();
    move(parts, item, step);
    target.focus();
  });
  watchDragging(form, (item) => finishMove(parts, item));
}

function add(parts: Parts, adder: HTMLElement): void {
  const list = adder.parentElement?.querySelector<HTMLElement>(':scope > [data-list]');
  if (!list?.parentElement) return;
  const item = addItem(list.parentElement, list.dataset.list ?? '');
  renumber(parts.form);
  item?.querySelector<HTMLElement>('textarea, input')?.focus();
  parts.changed();
}

function use(parts: Parts, tool: HTMLElement): void {
  const item = tool.closest<HTMLElement>('[data-item]');
  if (!item) return;
  if (tool.dataset.tool === 'remove') {
    remove(parts, item);
    return;
  }
  move(parts, item, tool.dataset.tool === 'up' ? -1 : 1);
  tool.focus();
}

function move(parts: Parts, item: HTMLElement, step: number): void {
  const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(item);
  else other.after(item);
  finishMove(parts, item);
}

function finishMove({ form, words, say, changed }: Parts, item: HTMLElement): void {
  renumber(form);
  const items = item.parentElement ? childItems(item.parentElement) : [];
  say(fill(words.moved, { number: items.indexOf(item) + 1, of: items.length }));
  changed();
}

/** Kept as it is, with what was typed in it, until somebody wants it back or the page goes. */
function remove({ form, words, changed, offerUndo }: Parts, item: HTMLElement): void {
  const list = item.parentElement;
  if (!list) return;
  const after = item.nextElementSibling;
  const what = item.querySelector('label, [data-shows]')?.textContent?.trim() ?? '';
  const next = after ?? item.previousElementSibling;
  item.remove();
  renumber(form);
  (
    next?.querySelector<HTMLElement>('textarea') ?? list.parentElement?.querySelector('button')
  )?.focus();
  changed();
  offerUndo(fill(words.removed, { what }), () => {
    if (after?.parentElement === list) after.before(item);
    else list.append(item);
    renumber(form);
    item.querySelector<HTMLElement>('textarea, input')?.focus();
    changed();
  });
}
