// What the API says to people, in the editor's language: health, articles, and what stands against a send.

import { checks } from '../../words/ja/sentences/checks.ts';
import { feeds } from '../../words/ja/sentences/feeds.ts';
import { health } from '../../words/ja/sentences/health.ts';
import { pages } from '../../words/ja/sentences/pages.ts';
import { proposals } from '../../words/ja/sentences/proposals.ts';
import { sends } from '../../words/ja/sentences/sends.ts';
import { speak } from '../../words/sentences.ts';

const inJapanese = speak({ ...checks, ...pages, ...health, ...proposals, ...sends, ...feeds });

/** A sentence without a translation stays English. */
export function tell(sentence: string, language: string): string {
  return language === 'ja' ? inJapanese(sentence) : sentence;
}
