// Which column of the editor is looked at.

import type { EditorWords } from './control.tsx';

/** Below 1100 px: one column at a time. */
export function Views({
  words,
  errors,
  hasArticles,
}: {
  words: EditorWords;
  errors: number;
  hasArticles: boolean;
}) {
  const views = [
    ['write', words.write],
    ['look', words.look],
    ...(hasArticles ? ([['source', words.evidence.source]] as const) : []),
    ['check', words.checks],
  ] as const;
  return (
    <fieldset class="switch views" data-scripted>
      <legend class="away">{words.views}</legend>
      {views.map(([view, label]) => (
        <button
          type="button"
          aria-pressed={view === 'write' ? 'true' : 'false'}
          data-view-switch={view}
        >
          {label}
          {view === 'check' ? (
            <b class="faults" data-fault-count hidden={errors === 0}>
              {errors}
            </b>
          ) : null}
        </button>
      ))}
    </fieldset>
  );
}

/** From 1100 px on the mail and the articles share a column. */
export function BesideSwitch({ words: { evidence, views } }: { words: EditorWords }) {
  return (
    <fieldset class="switch beside-switch" data-scripted>
      <legend class="away">{views}</legend>
      {(['source', 'mail'] as const).map((one) => (
        <button
          type="button"
          data-beside-switch={one}
          aria-pressed={one === 'source' ? 'true' : 'false'}
        >
          {evidence[one]}
        </button>
      ))}
    </fieldset>
  );
}
