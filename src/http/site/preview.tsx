// What the links of a preview and of a test mail lead to.

import { wordsFor } from '../../words/words.ts';
import type { Frame } from '../ui/layout.tsx';
import { Notice } from '../ui/notice.tsx';

export function PreviewPage(frame: Frame) {
  const words = wordsFor(frame.language).preview;
  return <Notice {...frame} heading={words.heading} lines={words.lines} />;
}
