// The two marks of a text, by keys and buttons: **strong** and [label](https://…).

import { isCommand, isConverting } from '../shell/keys.ts';
import { insertText } from './insert.ts';

interface Marked {
  text: string;
  /** What is selected afterwards. */
  from: number;
  to: number;
}

/** Puts `**` around what is selected, or takes them away. */
export function markStrong({ text, from, to }: Marked): Marked {
  const [before, chosen, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  if (before.endsWith('**') && after.startsWith('**')) {
    return { text: before.slice(0, -2) + chosen + after.slice(2), from: from - 2, to: to - 2 };
  }
  if (/^\*\*.+\*\*$/s.test(chosen)) {
    return { text: before + chosen.slice(2, -2) + after, from, to: to - 4 };
  }
  return { text: `${before}**${chosen}**${after}`, from: from + 2, to: to + 2 };
}

/** Makes what is selected a link; an address becomes its own link's. What is still to be written is selected. */
export function markLink({ text, from, to }: Marked): Marked {
  const [before, chosen, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const isAddress = /^(?:https:\/\/|mailto:)\S+$/.test(chosen);
  const [label, href] = isAddress ? ['', chosen] : [chosen, 'https://'];
  const linked = `${before}[${label}](${href})${after}`;
  if (label === '') return { text: linked, from: from + 1, to: from + 1 };
  const start = from + label.length + 3;
  return { text: linked, from: start, to: start + href.length };
}

export function watchMarks(form: HTMLFormElement): void {
  form.addEventListener('keydown', (event) => {
    const { target } = event;
    if (isConverting(event) || !(target instanceof HTMLTextAreaElement)) return;
    const mark = isCommand(event, 'b') ? markStrong : isCommand(event, 'k') ? markLink : null;
    if (!mark || !isRich(target)) return;
    event.preventDefault();
    event.stopPropagation();
    apply(target, mark);
  });
  form.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLTextAreaElement && isRich(target)) showButtons(target);
  });
  // Before the field loses its selection to the button.
  form.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-mark]'))
      event.preventDefault();
  });
  form.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null;
    const area = button?.closest('.row')?.querySelector('textarea');
    if (area) apply(area, button?.dataset.mark === 'link' ? markLink : markStrong);
  });
}

function isRich(area: HTMLTextAreaElement): boolean {
  return area.dataset.rich !== undefined || area.id === 'markdown';
}

/** One pair for the page: it stands at the field that is written in. */
function showButtons(area: HTMLTextAreaElement): void {
  const buttons = document.querySelector('[data-marks]');
  if (!(buttons instanceof HTMLElement) || area.parentElement?.contains(buttons)) return;
  buttons.hidden = false;
  area.parentElement?.append(buttons);
}

/** Through the browser's own editing where it can, so that its Undo undoes it. */
function apply(area: HTMLTextAreaElement, mark: (marked: Marked) => Marked): void {
  const { value, selectionStart, selectionEnd } = area;
  const marked = mark({ text: value, from: selectionStart, to: selectionEnd });
  area.focus();
  area.select();
  insertText(area, marked.text);
  area.setSelectionRange(marked.from, marked.to);
}
