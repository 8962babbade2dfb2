// Where the link leads that no reader of a mail sees: a page that says so, and does nothing.

import { wordsFor } from '../../../words/words.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Notice } from '../../ui/notice.tsx';

export function BotTrapPage(frame: Frame) {
  const words = wordsFor(frame.language).botTrap;
  return (
    <Notice {...frame} heading={words.heading} lines={words.lines}>
      <p>
        <a href="/">{words.archive}</a>
      </p>
    </Notice>
  );
}
