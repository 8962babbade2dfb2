// What the API says, in the language of the page, by the sentences that came with it.

import { speak } from '../../../../words/sentences.ts';

/** The API speaks English; a sentence without a translation stays so. */
export const tell = speak(window.sentences ?? {});
