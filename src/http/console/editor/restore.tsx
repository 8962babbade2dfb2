// What this browser still holds of unsaved text: listed by a script, for the server knows nothing of it.

import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { PageHeading } from '../ui/heading.tsx';

export function RestorePage(frame: ConsoleFrame) {
  const words = consoleWordsFor(frame.language).editor;
  return (
    <ConsolePage
      {...frame}
      title={words.restore.title}
      current="digests"
      scripts={['restore']}
      styles={['editor']}
    >
      <PageHeading text={words.restore.title} language={frame.language} lead={words.restore.lead} />
      <div data-restore={JSON.stringify({ ...words.restore, untitled: words.untitled })}>
        <noscript>{words.restore.needsScript}</noscript>
      </div>
    </ConsolePage>
  );
}
