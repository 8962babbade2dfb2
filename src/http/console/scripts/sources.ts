// The form of articles: what is put in stays in this browser until the proposal is made of it.

import { fill } from '../../../words/fill.ts';
import { formatRecent } from '../ui/recent.ts';
import {
  forgetSources,
  isBlank,
  type KeptSources,
  keepSources,
  listSources,
} from './sources/kept.ts';

const form = document.querySelector<HTMLFormElement>('form.beginning');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const id = form.querySelector<HTMLInputElement>('[name="id"]')?.value ?? '';
  const words = JSON.parse(form.dataset.kept ?? '{}') as Record<string, string>;
  const said = form.querySelector<HTMLElement>('[data-said]');
  const restored = document.querySelector<HTMLElement>('[data-restored]');

  const read = () =>
    [...new FormData(form)].flatMap(([name, value]): KeptSources['fields'] =>
      name === 'id' || typeof value !== 'string' ? [] : [[name, value]],
    );

  /** False if the browser keeps nothing. */
  function keepTyped(): boolean {
    const fields = read();
    if (isBlank(fields)) {
      forgetSources(localStorage, id);
      return true;
    }
    const isKept = keepSources(localStorage, { id, at: Date.now(), fields });
    if (said) said.textContent = (isKept ? words.kept : words.full) ?? '';
    return isKept;
  }

  /**
   * The one that the address names, else the newest. It is this form's from now on. What the server gave back, or
   * somebody typed before this script ran, is kept as it stands.
   */
  function restore(): void {
    const all = listSources(localStorage);
    if (isTyped(form) || all.some((one) => one.id === id && !isBlank(read()))) keepTyped();
    const kept = all.find((one) => `#${one.id}` === location.hash) ?? all[0];
    if (!kept || !isBlank(read())) return;
    write(form, kept.fields);
    if (keepTyped() && kept.id !== id) forgetSources(localStorage, kept.id);
    const time = formatRecent(new Date(kept.at), new Date(), document.documentElement.lang);
    const line = restored?.querySelector('p');
    if (!restored || !line) return;
    line.textContent = fill(words.restored ?? '', { time });
    restored.hidden = false;
  }

  form.addEventListener('input', keepTyped);
  restored?.querySelector('button')?.addEventListener('click', () => {
    forgetSources(localStorage, id);
    location.assign(location.pathname);
  });
  restore();
}

/** Something stands there that did not come with the page. */
function isTyped(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement>('input, textarea')].some(
    ({ value, defaultValue }) => value !== defaultValue,
  );
}

/** As many articles that are pasted as there were. */
function write(form: HTMLFormElement, fields: KeptSources['fields']): void {
  const pasted = fields.filter(([name]) => name === 'url').length;
  while (count(form) < pasted && addPasted(form)) {}
  const places = new Map<string, number>();
  for (const [name, value] of fields) {
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    const field = form.querySelectorAll<HTMLInputElement>(`[name="${name}"]:not(button)`)[place];
    if (field?.type === 'checkbox') field.checked = true;
    else if (field) field.value = value;
  }
  const pasting = form.querySelector<HTMLDetailsElement>('details.pasting');
  const isPasted = fields.some(
    ([name, value]) => ['url', 'title', 'text'].includes(name) && value.trim() !== '',
  );
  if (pasting && isPasted) pasting.open = true;
}

function count(form: HTMLFormElement): number {
  return form.querySelectorAll('.pasting fieldset').length;
}

/** The fields of one more, as the server would add them. */
function addPasted(form: HTMLFormElement): boolean {
  const last = [...form.querySelectorAll('.pasting fieldset')].at(-1);
  if (!last) return false;
  const number = count(form);
  const added = last.cloneNode(true) as HTMLElement;
  for (const element of added.querySelectorAll('[id], [for]')) {
    for (const name of ['id', 'for']) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/-\d+$/, `-${number}`));
    }
  }
  const legend = added.querySelector('legend');
  if (legend) legend.textContent = (legend.textContent ?? '').replace(/\d+/, String(number + 1));
  last.after(added);
  return true;
}
