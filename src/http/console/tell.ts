// What the API says to people, in the editor's language: health, and what stands against a send.

import { checks } from '../../words/ja/sentences/checks.ts';
import { health } from '../../words/ja/sentences/health.ts';
import { pages } from '../../words/ja/sentences/pages.ts';
import { sends } from '../../words/ja/sentences/sends.ts';
import { speak } from '../../words/sentences.ts';

const inJapanese = speak({ ...checks, ...pages, ...health, ...sends });

/** A sentence without a translation stays English. */
export function tell(sentence: string, language: string): string {
  return language === 'ja' ? inJapanese(sentence) : sentence;
}
