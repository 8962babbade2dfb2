// What every page holds ready over itself: finding, the shortcuts, toasts, the lost connection.

import { consoleWordsFor } from '../../../words/console.ts';
import { Dialog } from '../ui/dialog.tsx';

export function Overlays({ language, isSignedIn }: { language: string; isSignedIn: boolean }) {
  const words = consoleWordsFor(language).shell;
  const said = { ...words.failed, close: words.close, online: words.online };
  return (
    <>
      {isSignedIn ? (
        <>
          <Dialog id="palette" heading={words.find} language={language}>
            <search>
              <form action="/console/find">
                <label class="away" for="palette-text">
                  {words.findHint}
                </label>
                <input
                  id="palette-text"
                  name="q"
                  type="search"
                  autocomplete="off"
                  maxlength={100}
                  placeholder={words.findHint}
                  role="combobox"
                  aria-expanded="true"
                  aria-controls="palette-results"
                  aria-autocomplete="list"
                />
              </form>
            </search>
            <div id="palette-results" class="found" />
          </Dialog>
          <Dialog id="shortcuts" heading={words.shortcuts} language={language}>
            <dl class="shortcuts">
              {words.shortcutLines.map(([keys, what]) => (
                <div>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </Dialog>
        </>
      ) : null}
      <p id="offline" class="offline" role="status" hidden>
        {words.offline}
      </p>
      <div
        id="toasts"
        class="toasts"
        role="status"
        aria-live="polite"
        data-words={JSON.stringify(said)}
      />
    </>
  );
}
