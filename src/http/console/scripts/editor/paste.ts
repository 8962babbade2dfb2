// Pasting: a whole page into an empty digest, an address into a source.

import { isBlank } from '../../../../editing/working-copy/blank.ts';
import type { Fields } from '../../../../editing/working-copy/fields.ts';
import type { WorkingCopyView } from '../../../../editing/working-copy/view.ts';
import { showToast } from '../shell/toasts.ts';
import type { Config } from './config.ts';
import { ask, readPasted } from './server.ts';
import type { Typed } from './typed.ts';

interface Parts {
  form: HTMLFormElement;
  words: Config['words'];
  read(): Typed;
  /** The whole form becomes this; what found no place is shown. */
  fill(fields: Fields, unplaced: WorkingCopyView['unplaced']): void;
  changed(): void;
}

/** A page has several lines; one or two are somebody's words. */
const fewestLines = 4;

export function watchPaste(parts: Parts): void {
  const { form } = parts;
  form.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { target } = event;
    if (target instanceof HTMLInputElement && isSourceUrl(target)) {
      if (/^\s*https:\/\/\S+\s*$/.test(text)) setTimeout(() => void readSource(parts, target), 0);
      return;
    }
    const typed = parts.read();
    const isPage = text.split('\n').filter((line) => line.trim() !== '').length >= fewestLines;
    if (!isPage || typed.face !== 'fields' || !isBlank({ ...typed.fields, publishedOn: '' }))
      return;
    event.preventDefault();
    void takePage(parts, target, text);
  });
}

/** What cannot be read into fields goes where it was pasted: it is never lost. */
async function takePage(parts: Parts, target: EventTarget | null, text: string): Promise<void> {
  const read = await readPasted(text);
  const isEmpty = read === null || isBlank(read.fields);
  if (!isEmpty) {
    parts.fill(read.fields, read.unplaced);
    showToast(parts.words.pasted, 'good');
  } else if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
    target.setRangeText(text, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
  }
  parts.changed();
}

function isSourceUrl(input: HTMLInputElement): boolean {
  return /^sections\.\d+\.source\.url$/.test(input.name);
}

interface ReadSource {
  title: string | null;
  publisher: string | null;
  publishedOn: string | null;
  image: string | null;
}

/** Fills what is still blank; what somebody wrote stays. */
async function readSource(parts: Parts, input: HTMLInputElement): Promise<void> {
  const source = input.closest<HTMLElement>('[data-source]');
  const said = source?.querySelector<HTMLElement>('[data-said]');
  if (!source || !said) return;
  const say = (text: string) => {
    said.hidden = false;
    said.textContent = text;
  };
  const url = input.value.trim();
  say(parts.words.fetching);
  const found = await ask<ReadSource>('/api/sources/read', { url });
  // Meanwhile it may have become another address.
  if (input.value.trim() !== url) return;
  const base = input.name.replace(/url$/, '');
  let taken = 0;
  const put = (name: string, value: string | null | undefined) => {
    const control = parts.form.elements.namedItem(base + name);
    const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    if (!value || !isText || control.value.trim() !== '') return;
    control.value = value;
    taken += 1;
  };
  put('title', found?.title);
  put('publisher', found?.publisher);
  put('publishedOn', found?.publishedOn);
  put('image.url', found?.image);
  say(taken > 0 ? parts.words.fetched : parts.words.notFetched);
  const picture = source.querySelector<HTMLDetailsElement>('details.picture');
  if (picture && found?.image) picture.open = true;
  parts.changed();
}
