// What stands over the page for a moment: a dialog, and a toast.

import type { Child } from 'hono/jsx';
import { consoleWordsFor } from '../../../words/console.ts';
import type { Tone } from './notice.tsx';

interface DialogProps {
  /** A button or link with `data-opens={id}` opens it. */
  id: string;
  heading: Child;
  language: string;
  children: Child;
}

/**
 * Over the page until it is answered or closed. It opens by script alone: what opens it must lead to a
 * page that asks the same without one.
 */
export function Dialog({ id, heading, language, children }: DialogProps) {
  return (
    <dialog id={id} class="dialog" aria-labelledby={`${id}-heading`}>
      <div class="card-head">
        <h2 id={`${id}-heading`}>{heading}</h2>
        <CloseButton language={language} />
      </div>
      {children}
    </dialog>
  );
}

/** Says what happened and goes away; bad news stays until it is closed. Scripts make them (`toasts.ts`). */
export function Toast({
  tone = 'plain',
  language,
  children,
}: {
  tone?: Tone;
  language: string;
  children: Child;
}) {
  return (
    <div class={`toast ${tone}`}>
      <p>{children}</p>
      <CloseButton language={language} />
    </div>
  );
}

function CloseButton({ language }: { language: string }) {
  return (
    <button
      type="button"
      class="close"
      data-closes=""
      aria-label={consoleWordsFor(language).shell.close}
    >
      ×
    </button>
  );
}
