// Text put into a field through the browser's own editing where it can, so that its Undo undoes it.

/** In the place of what is selected. */
export function insertText(area: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text);
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
