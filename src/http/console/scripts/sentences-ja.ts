// What checks and pages say, in Japanese, for the script of a Japanese page: one in English loads none of it.

import { checks } from '../../../words/ja/sentences/checks.ts';
import { pages } from '../../../words/ja/sentences/pages.ts';
import type { Sentences } from '../../../words/sentences.ts';

declare global {
  interface Window {
    /** Absent where the page speaks as the API does. */
    sentences?: Sentences;
  }
}

window.sentences = { ...checks, ...pages };
