// Small parts: somebody's mark, a piece of code to take along, and what stands where an answer will be.

import { consoleWordsFor } from '../../../words/console.ts';

/** The first letter of somebody, beside the name. */
export function Avatar({ name }: { name: string }) {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (
    <span class="avatar" aria-hidden="true">
      {first?.segment.toUpperCase() ?? '?'}
    </span>
  );
}

interface CodeProps {
  id: string;
  text: string;
  language: string;
  /** Its line breaks where it has to. */
  isWrapped?: boolean;
}

/** To be copied as a whole; the button works by script, selecting without. */
export function Code({ id, text, language, isWrapped = false }: CodeProps) {
  const words = consoleWordsFor(language).shell;
  return (
    <div class={isWrapped ? 'code wrapped' : 'code'}>
      {/* Focusable, for it scrolls. */}
      <pre id={id} tabindex={0} lang="en" dir="ltr">
        <code>{text}</code>
      </pre>
      <button type="button" class="button plain" data-copies={id} data-said={words.copied}>
        {words.copy}
      </button>
    </div>
  );
}

/** Where an answer will stand, in its size: nothing moves when it comes. */
export function Skeleton({ lines = 3, language }: { lines?: number; language: string }) {
  return (
    <div class="skeleton" role="status" aria-label={consoleWordsFor(language).shell.loading}>
      {Array.from({ length: lines }, () => (
        <i />
      ))}
    </div>
  );
}
