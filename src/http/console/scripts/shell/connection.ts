// Without a connection the page says so, in a place that moves nothing.

import { shellWords, showToast } from './toasts.ts';

export function watchConnection(): void {
  const show = () => {
    const note = document.getElementById('offline');
    if (note) note.hidden = navigator.onLine;
  };
  window.addEventListener('offline', show);
  window.addEventListener('online', () => {
    show();
    showToast(shellWords().online ?? '', 'good');
  });
  show();
}
