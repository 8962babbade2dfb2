// What stands over the page: dialogs and menus, and Escape, which closes what opened last.

import { onKey } from './keys.ts';
import { closeLastToast } from './toasts.ts';

/** In the order in which they opened. */
const open: Element[] = [];

export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
}

export function watchLayers(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest<HTMLElement>('[data-opens]');
    if (opener) {
      event.preventDefault();
      openDialog(opener.dataset.opens ?? '');
      return;
    }
    const closer = event.target.closest('[data-closes]');
    if (closer) close(closer.closest('dialog, .toast'));
    // A press beside a dialog lands on the dialog itself, whose content is within.
    if (event.target instanceof HTMLDialogElement && event.detail > 0 && isOutside(event)) {
      close(event.target);
    }
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) close(menu);
    }
  });
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener('toggle', noteToggle, { capture: true });
  onKey((event) => {
    if (event.key !== 'Escape') return;
    const last = open.findLast((layer) => layer.isConnected);
    // An open dialog takes the key itself.
    if (last instanceof HTMLDialogElement) return;
    if (last ? close(last) : closeLastToast()) event.preventDefault();
  });
}

function noteToggle({ target }: Event): void {
  if (!(target instanceof Element) || !target.matches('dialog, details.menu')) return;
  const known = open.indexOf(target);
  if (known >= 0) open.splice(known, 1);
  if (target.hasAttribute('open')) open.push(target);
}

function close(layer: Element | null): boolean {
  if (layer instanceof HTMLDialogElement) layer.close();
  else if (layer instanceof HTMLDetailsElement) {
    layer.open = false;
    layer.querySelector('summary')?.focus();
  } else layer?.remove();
  return layer !== null;
}

function isOutside({ target, clientX, clientY }: MouseEvent): boolean {
  if (!(target instanceof Element)) return false;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
