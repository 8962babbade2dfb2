// What stands between typing and the mail: what somebody else saved, or a send that has its revision already.

import { ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
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

interface BeyondProps {
  id: string;
  /** Null: there is no revision. */
  status: keyof EditorWords['states'] | null;
  words: EditorWords;
}

/** Typing here does not reach what waits to be sent, nor what was sent. */
export function Beyond({ id, status, words }: BeyondProps) {
  if (status === null || status === 'draft') return null;
  const isWaiting = status === 'scheduled';
  return (
    <Notice
      actions={
        isWaiting ? (
          <ButtonLink href={`/console/digests/${id}/review`}>{words.beyond.toReview}</ButtonLink>
        ) : (
          <ButtonLink href={`/console/digests/${id}/correct`}>{words.beyond.toCorrect}</ButtonLink>
        )
      }
    >
      {isWaiting ? words.beyond.waiting : words.beyond.mailed}
    </Notice>
  );
}

/** Shown by the script while saving fails for it; the text stays, and is saved once they are back. */
export function SignedOut({ words: { signedOut } }: { words: EditorWords }) {
  return (
    <div data-signed-out hidden>
      <Notice
        tone="bad"
        heading={signedOut.heading}
        actions={
          <a class="button plain" href="/console/sign-in" target="_blank" rel="noopener">
            {signedOut.action}
          </a>
        }
      >
        <p>{signedOut.line}</p>
      </Notice>
    </div>
  );
}
