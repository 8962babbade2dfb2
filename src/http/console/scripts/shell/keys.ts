// Keys: one guard for all handlers, and whether somebody is writing.

/**
 * True for a key that belongs to a kanji conversion: the Enter that ends it acts on nothing. 229 is what
 * Safari says of that Enter, after `isComposing` is false again.
 */
export function isConverting(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Listens to the keys of the whole page; a conversion's never arrive. */
export function onKey(handle: (event: KeyboardEvent) => void): void {
  document.addEventListener('keydown', (event) => {
    if (!isConverting(event) && !event.defaultPrevented) handle(event);
  });
}

/** A letter typed there is text, not a shortcut. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
    )
  );
}

/** Ctrl, or ⌘ on a Mac, and nothing else. */
export function isCommand(event: KeyboardEvent, key: string): boolean {
  const held = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return held && event.key.toLowerCase() === key;
}
