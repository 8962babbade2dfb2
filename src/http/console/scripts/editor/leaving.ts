// Presses and ways that leave the page: first everything is saved, and nothing is in conflict.

import type { Autosave } from './autosave.ts';

interface Parts {
  form: HTMLFormElement;
  autosave: Autosave;
  openConflict(): void;
}

/** Gives what is to be called when something was typed or saved: only text that would be lost keeps somebody. */
export function watchLeaving({ form, autosave, openConflict }: Parts): () => void {
  let isLeaving = false;
  const put = (name: string, value: string) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  };
  document.addEventListener('click', async (event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest('button[name="do"]') : null;
    const isOurs = button instanceof HTMLButtonElement && button.form === form;
    if (!isOurs || event.defaultPrevented) return;
    event.preventDefault();
    if (document.documentElement.dataset.conflict !== undefined) {
      openConflict();
      return;
    }
    const isSaved = await autosave.flush();
    if (!isSaved || !/^(?:face:|review$)/.test(button.value)) return;
    put('version', String(autosave.known().version));
    put('basedOn', String(autosave.known().basedOn ?? ''));
    isLeaving = true;
    form.requestSubmit(button);
  });
  form.addEventListener('submit', (event) => {
    if (isLeaving) return;
    // Enter in a line of the form: it is saved, and the page stays.
    event.preventDefault();
    void autosave.flush();
  });
  const warn = (event: BeforeUnloadEvent) => {
    if (!isLeaving && autosave.isDirty()) event.preventDefault();
  };
  window.addEventListener('online', () => void autosave.flush());
  // Whoever leaves the tab may not come back: what is typed goes out at once.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void autosave.flush();
  });
  return () => {
    if (autosave.isDirty()) window.addEventListener('beforeunload', warn);
    else window.removeEventListener('beforeunload', warn);
  };
}
