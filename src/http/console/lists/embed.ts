// The form for other people's pages: plain markup that posts to ours.

import type { ListView } from '../../../audience/lists/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';

/** In the language of the list's readers, else of the editor. */
export function embedForm(list: ListView, publicUrl: string, language: string): string {
  const words = consoleWordsFor(list.language ?? language).lists;
  return [
    `<form action="${publicUrl}/subscribe" method="post">`,
    `  <input type="hidden" name="list" value="${list.slug}">`,
    `  <label>${words.formEmail}`,
    '    <input type="email" name="email" autocomplete="email" required maxlength="254">',
    '  </label>',
    `  <button type="submit">${words.formSubmit}</button>`,
    '</form>',
  ].join('\n');
}
