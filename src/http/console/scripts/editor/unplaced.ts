// The lines of a paste that found no field, until somebody has seen to them.

import type { WorkingCopyView } from '../../../../editing/working-copy/view.ts';
import { fill } from '../../../../words/fill.ts';
import type { Config } from './config.ts';
import { tell } from './tell.ts';

type Lines = WorkingCopyView['unplaced'];

/** As the server shows them, too (`page.tsx`). */
export function showUnplaced(
  form: HTMLFormElement,
  { words }: Pick<Config, 'words'>,
  lines: Lines,
): void {
  const place = form.querySelector('[data-unplaced]');
  place?.replaceChildren();
  if (!place || lines.length === 0) return;
  const list = make('ul', 'unplaced', '');
  for (const { line, text, message } of lines) {
    const item = document.createElement('li');
    const number = `${fill(words.line, { number: line })} `;
    item.append(number, make('q', '', text), ` ${tell(message)}`);
    list.append(item);
  }
  const told = document.createElement('div');
  const head = make('p', 'notice-head', words.unplaced);
  told.append(head, make('p', '', words.unplacedLead), list);
  const done = make('button', 'button plain', words.unplacedDone);
  done.setAttribute('type', 'button');
  done.dataset.placed = '';
  const box = make('div', 'notice-line careful', '');
  box.append(told, done);
  place.append(box);
}

function make(name: string, className: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
