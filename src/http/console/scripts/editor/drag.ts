// Dragging items by their grip, with a pointer of any kind.

import { childItems } from './form.ts';

export function watchDragging(form: HTMLFormElement, dropped: (item: HTMLElement) => void): void {
  form.addEventListener('pointerdown', (event) => {
    const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null;
    const item = grip?.closest<HTMLElement>('[data-item]');
    if (!item || event.button !== 0) return;
    drag(item, event, dropped);
  });
}

/** Below this it was a press, not a drag; in CSS pixels. */
const slack = 6;

function drag(item: HTMLElement, start: PointerEvent, dropped: (item: HTMLElement) => void): void {
  const list = item.parentElement;
  if (!list) return;
  const before = item.nextElementSibling;
  let isMoving = false;
  const follow = (event: PointerEvent) => {
    if (!isMoving && Math.abs(event.clientY - start.clientY) < slack) return;
    if (!isMoving) item.classList.add('dragged');
    isMoving = true;
    event.preventDefault();
    const others = childItems(list).filter((one) => one !== item);
    const next = others.find((one) => {
      const { top, height } = one.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    if (next) next.before(item);
    else list.append(item);
  };
  const end = (event: Event) => {
    window.removeEventListener('pointermove', follow);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    item.classList.remove('dragged');
    if (!isMoving) return;
    // The press that ends a drag must not fold the section.
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
    if (event.type === 'pointercancel') list.insertBefore(item, before);
    else if (item.nextElementSibling !== before) dropped(item);
  };
  window.addEventListener('pointermove', follow);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
