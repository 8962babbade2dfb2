// Copies what a button names.

import { showToast } from './toasts.ts';

export function watchCopying(): void {
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-copies]');
    if (!button) return;
    const source = document.getElementById(button.dataset.copies ?? '');
    if (!source) return;
    try {
      await navigator.clipboard.writeText(source.textContent ?? '');
      showToast(button.dataset.said ?? '', 'good');
    } catch {
      // No right to the clipboard: then it is selected, and the keys copy it.
      getSelection()?.selectAllChildren(source);
    }
  });
}
