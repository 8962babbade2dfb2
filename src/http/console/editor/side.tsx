// Beside the form: the mail as it will be, and its checks.

import { consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import type { LookView } from '../../api/copy-look.ts';
import { ReaderField } from '../test-mail/reader.tsx';
import { Checks } from './checks.tsx';
import type { EditorWords } from './control.tsx';
import { Articles } from './evidence/articles.tsx';
import { BesideSwitch } from './views.tsx';

interface SideProps {
  id: string;
  look: Omit<LookView, 'unplaced'>;
  words: EditorWords;
  language: string;
  mayChooseReader: boolean;
}

export function Side({ id, look, words, language, mayChooseReader }: SideProps) {
  const { preview } = words;
  const { testMail } = consoleWordsFor(language);
  return (
    <div class="beside">
      {look.evidence ? <BesideSwitch words={words} /> : null}
      {look.evidence ? <Articles weighed={look.evidence} words={words} /> : null}
      <section class="looking" aria-labelledby="looking">
        <h2 id="looking" class="away">
          {preview.heading}
        </h2>
        <Ways words={words} />
        <div class="under-ways">
          {mayChooseReader ? (
            <details class="more" data-reading data-scripted>
              <summary>{testMail.reader.label}</summary>
              <ReaderField id="look-reader" name="look-reader" form="ways" words={testMail} />
            </details>
          ) : null}
          <p class="size small soft" data-size>
            {fill(preview.size, { kilobytes: Math.ceil(look.size.htmlBytes / 1024) })}
          </p>
        </div>
        <InboxRow look={look} words={words} />
        <div class="mail-frame" data-width="375">
          <iframe
            title={preview.frame}
            src={`/console/digests/${id}/mail`}
            // Without `allow-scripts` nothing in it runs; of one origin with us, so that it can be kept in step.
            sandbox="allow-same-origin allow-popups"
            data-mail
          />
        </div>
        <p class="wrong" data-preview-failed hidden>
          {preview.failed}
        </p>
      </section>
      <section class="card checking" aria-labelledby="checks">
        <div class="card-head">
          <h2 id="checks">{words.checks}</h2>
          <button type="button" class="link small" data-check-links data-scripted>
            {words.check.links}
          </button>
        </div>
        <div data-checks>
          <Checks look={look} words={words} language={language} />
        </div>
      </section>
    </div>
  );
}

/** How to look at it: each a choice of a few. */
function Ways({ words: { preview } }: { words: EditorWords }) {
  return (
    <fieldset class="ways" data-ways data-scripted>
      <legend class="away">{preview.how}</legend>
      {(
        [
          [
            'width',
            preview.width,
            [
              ['375', preview.phone],
              ['640', preview.wide],
            ],
          ],
          [
            'scheme',
            preview.how,
            [
              ['light', preview.light],
              ['dark', preview.dark],
            ],
          ],
          [
            'part',
            preview.how,
            [
              ['html', preview.html],
              ['off', preview.imagesOff],
              ['text', preview.text],
            ],
          ],
        ] as const
      ).map(([name, label, choices]) => (
        <span class="way" role="radiogroup" aria-label={label}>
          {choices.map(([value, text], index) => (
            <label>
              <input
                type="radio"
                name={`look-${name}`}
                value={value}
                checked={index === 0}
                form="ways"
              />
              <span>{text}</span>
            </label>
          ))}
        </span>
      ))}
    </fieldset>
  );
}

function InboxRow({ look: { inbox }, words }: { look: SideProps['look']; words: EditorWords }) {
  return (
    <section class="inbox" aria-label={words.preview.inbox}>
      <img src="/mark.svg" width="36" height="36" alt="" />
      <div>
        <p class="inbox-from">
          <strong data-inbox="from">{inbox.from}</strong>
        </p>
        <p class="inbox-words">
          <span data-inbox="subject">{inbox.subject}</span>
          <span class="soft" data-inbox="preheader">
            {inbox.preheader}
          </span>
        </p>
      </div>
    </section>
  );
}
