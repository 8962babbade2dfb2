// Somebody else saved: nothing goes on until the editor chose.

import { Dialog } from '../ui/dialog.tsx';
import type { EditorWords } from './control.tsx';

export function ConflictDialog({
  words: { conflict },
  language,
}: {
  words: EditorWords;
  language: string;
}) {
  return (
    <Dialog id="conflict" heading={conflict.heading} language={language}>
      <p>{conflict.lead}</p>
      <div data-both />
      <div class="actions">
        {(['see', 'mine', 'theirs', 'copy'] as const).map((choice) => (
          <button type="button" class="button plain" data-choice={choice}>
            {conflict[choice]}
          </button>
        ))}
      </div>
      <p role="status" data-copied />
    </Dialog>
  );
}
