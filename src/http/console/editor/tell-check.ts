// The sentence of a check in the editor's language; checks themselves speak English, as the API does.

import { checkSentences } from '../../../words/ja/console-checks.ts';

/** A sentence without a translation stays English: better than none. */
export function tellCheck(message: string, language: string): string {
  if (language !== 'ja') return message;
  for (const [pattern, japanese] of checkSentences) {
    if (pattern.test(message)) return message.replace(pattern, japanese);
  }
  return message;
}
