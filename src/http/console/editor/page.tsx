// The editor: a digest's fields, and the mail that they make.

import type { WorkingCopyView } from '../../../editing/working-copy/view.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import type { LookView } from '../../api/copy-look.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { tell } from '../tell.ts';
import { TestDialog, type TestRights } from '../test-mail/form.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Beyond, ConflictDialog, SignedOut } from './conflict.tsx';
import type { EditorWords } from './control.tsx';
import { FieldsFace, MarkdownFace, Templates } from './form.tsx';
import { Side } from './side.tsx';
import { Views } from './views.tsx';

export interface EditorPageProps extends ConsoleFrame {
  copy: WorkingCopyView;
  status: keyof EditorWords['states'] | null;
  look: Omit<LookView, 'unplaced'>;
  test: TestRights;
  /** In words, such as 10:32. */
  savedAt: string | null;
  mayWrite: boolean;
  /** What a form without a script came to. */
  problem?: string | null;
}

export function EditorPage(props: EditorPageProps) {
  const { copy, language, look, problem } = props;
  const words = consoleWordsFor(language).editor;
  const { headline } = copy.fields;
  const hasArticles = look.evidence !== null && copy.face === 'fields';
  return (
    <ConsolePage
      {...props}
      title={headline.trim() || words.untitled}
      current="digests"
      scripts={language === 'ja' ? ['sentences-ja', 'editor'] : ['editor']}
      styles={hasArticles ? ['editor', 'proposal'] : ['editor']}
      bar={<Bar {...props} words={words} />}
    >
      <form
        id="editor"
        class="editor"
        method="post"
        action={`/console/digests/${copy.id}`}
        data-config={JSON.stringify(configOf(props, words))}
        data-view="write"
        {...(hasArticles ? { 'data-beside': 'source' } : {})}
        novalidate
        autocomplete="off"
      >
        <button type="submit" name="do" value="save" class="away" tabindex={-1}>
          {words.save}
        </button>
        <input type="hidden" name="version" value={copy.version} />
        <input type="hidden" name="basedOn" value={copy.basedOn ?? ''} />
        <input type="hidden" name="face" value={copy.face} />
        <Views words={words} errors={look.errors.length} hasArticles={hasArticles} />
        <div class="writing">
          {problem ? <Notice tone="bad">{problem}</Notice> : null}
          {copy.isBehind ? (
            <Notice tone="careful" heading={words.conflict.heading}>
              {words.conflict.lead}
            </Notice>
          ) : null}
          <SignedOut words={words} />
          <Beyond id={copy.id} status={props.status} words={words} />
          <Unplaced copy={copy} words={words} language={language} />
          {copy.face === 'fields' ? (
            <FieldsFace fields={copy.fields} weighed={look.evidence} {...{ words, language }} />
          ) : (
            <MarkdownFace markdown={copy.markdown} words={words} />
          )}
          {/* On a phone the bar has no room for it. */}
          <p class="narrow-history">
            <a href={`/console/digests/${copy.id}/history`}>{words.history}</a>
          </p>
        </div>
        <Side
          id={copy.id}
          look={look}
          words={words}
          language={language}
          mayChooseReader={props.test.mayChooseReader}
        />
      </form>
      <Templates words={words} />
      <TestDialog {...props.test} id={copy.id} language={language} />
      <ConflictDialog words={words} language={language} />
      <form id="ways" />
      <div data-marks class="marks" hidden>
        <button
          type="button"
          class="tool"
          data-mark="strong"
          title={words.strong}
          aria-label={words.strong}
        >
          <b aria-hidden="true">B</b>
        </button>
        <button
          type="button"
          class="tool"
          data-mark="link"
          title={words.link}
          aria-label={words.link}
        >
          <span aria-hidden="true">🔗</span>
        </button>
      </div>
      <div id="undo" class="undo" role="status" />
      <p id="said" class="away" aria-live="polite" />
    </ConsolePage>
  );
}

/** What the script needs to know; words with places to fill, no functions. */
function configOf({ copy, language, mayWrite }: EditorPageProps, words: EditorWords) {
  const { id, version, basedOn, revision, isBehind, face } = copy;
  return { id, version, basedOn, revision, isBehind, face, language, mayWrite, words };
}

function Bar({ copy, status, savedAt, words, mayWrite }: EditorPageProps & { words: EditorWords }) {
  const { fields, revision } = copy;
  const untouched = revision === null ? words.neverSaved : words.unchanged;
  const state = savedAt === null ? untouched : fill(words.saved, { time: savedAt });
  const rest = [
    status === null ? words.unborn : words.states[status],
    ...(revision === null ? [] : [fill(words.revision, { number: revision })]),
  ];
  return (
    <>
      <a class="back" href="/console/digests" aria-label={words.back}>
        <Icon name="back" />
      </a>
      <div class="bar-title">
        <h1 data-title>{fields.headline.trim() || words.untitled}</h1>
        <p class="bar-state small soft">
          <span class="dot" data-dot="saved" />
          <span role="status" data-state>
            {state}
          </span>
          <span class="bar-rest" data-rest>
            {rest.join('・')}
          </span>
        </p>
      </div>
      {mayWrite ? <Acts copy={copy} words={words} /> : null}
    </>
  );
}

function Acts({ copy: { id, face }, words }: { copy: WorkingCopyView; words: EditorWords }) {
  const press = { type: 'submit', form: 'editor', name: 'do' } as const;
  return (
    <>
      <div class="bar-more">
        <fieldset class="switch">
          <legend class="away">{words.face}</legend>
          {(['fields', 'markdown'] as const).map((one) => (
            <button {...press} value={`face:${one}`} aria-pressed={one === face ? 'true' : 'false'}>
              {words.faces[one]}
            </button>
          ))}
        </fieldset>
        <a class="link small" href={`/console/digests/${id}/history`}>
          {words.history}
        </a>
        <button {...press} value="save" class="button plain" data-unscripted>
          {words.save}
        </button>
        <button {...press} value="test" class="button plain" data-test>
          {words.test}
        </button>
      </div>
      <button {...press} value="review" class="button main" data-review>
        {words.review}
      </button>
    </>
  );
}

function Unplaced({
  copy: { unplaced },
  words,
  language,
}: {
  copy: WorkingCopyView;
  words: EditorWords;
  language: string;
}) {
  return (
    <div data-unplaced={JSON.stringify(unplaced)}>
      {unplaced.length === 0 ? null : (
        <Notice
          tone="careful"
          heading={words.unplaced}
          actions={
            <button type="submit" name="do" value="placed" class="button plain" data-placed>
              {words.unplacedDone}
            </button>
          }
        >
          <p>{words.unplacedLead}</p>
          <ul class="unplaced">
            {unplaced.map(({ line, text, message }) => (
              <li>
                <span class="small soft">{fill(words.line, { number: line })}</span> <q>{text}</q>{' '}
                <span class="small soft">{tell(message, language)}</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
