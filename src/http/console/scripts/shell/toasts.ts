// Toasts: what happened, said once and then gone; bad news stays until it is closed.

type ToastTone = 'plain' | 'good' | 'bad';

/** Long enough to be read twice, in milliseconds. */
const shownMs = 8_000;

const place = () => document.getElementById('toasts');

/** The words that scripts of the shell say, in the language of the page. */
export function shellWords(): Record<string, string> {
  return JSON.parse(place()?.dataset.words ?? '{}');
}

export function showToast(text: string, tone: ToastTone = 'plain'): void {
  const box = place();
  if (!box || text === '') return;
  // Said again, it moves to the end: a row of the same words tells nothing.
  for (const old of box.children) if (old.firstElementChild?.textContent === text) old.remove();
  const toast = document.createElement('div');
  toast.className = `toast ${tone}`;
  const words = document.createElement('p');
  words.textContent = text;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.dataset.closes = '';
  close.setAttribute('aria-label', shellWords().close ?? '');
  close.textContent = '×';
  toast.append(words, close);
  box.append(toast);
  if (tone !== 'bad') setTimeout(() => toast.remove(), shownMs);
}

/** Closes the toast that was shown last; true if there was one. */
export function closeLastToast(): boolean {
  const last = place()?.lastElementChild;
  last?.remove();
  return last !== undefined && last !== null;
}

/** The server says one with `HX-Trigger: {"toast":{"text":…,"tone":…}}`. */
export function watchToasts(): void {
  document.addEventListener('toast', (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { text, tone } = Object(event.detail);
    showToast(String(text ?? ''), tone === 'bad' || tone === 'good' ? tone : 'plain');
  });
}
