// What the links of a preview and of a test mail lead to.

import { type UiLanguage, uiLanguageOf } from '../ui/language.ts';
import type { Frame } from '../ui/layout.tsx';
import { Notice } from '../ui/notice.tsx';

export function PreviewPage(frame: Frame) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  return <Notice {...frame} heading={words.heading} lines={words.lines} />;
}

const wordsOf: Record<UiLanguage, { heading: string; lines: string[] }> = {
  en: {
    heading: 'This is a preview',
    lines: [
      'This link stands in a preview or a test mail, and does nothing. In the mail of a reader it leads to their own page.',
    ],
  },
  ja: {
    heading: 'これはプレビューです',
    lines: [
      'プレビューやテストメールのリンクなので、何も起こりません。読者へのメールでは、それぞれのページに繋がります。',
    ],
  },
};
