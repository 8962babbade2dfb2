// A test mail: to whom, as whose copy, and what became of it. Over the editor, or a page of its own.

import type { TestFate } from '../../../transactional/fate.ts';
import { type ConsoleWords, consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ReaderField } from './reader.tsx';

type TestWords = ConsoleWords['testMail'];

/** Whom this editor may mail a test, and as whom. */
export interface TestRights {
  /** The editor's own address. */
  me: string;
  testers: readonly { id: string; address: string }[];
  /** Writers test to themselves and to testers alone. */
  mayMailAnybody: boolean;
  mayChooseReader: boolean;
}

/** What was sent in vain, as it was typed, and why. */
export interface TypedTest {
  to: readonly string[];
  other: string;
  reader: string;
  wrong: { field: 'to' | 'other' | 'reader'; message: string };
}

interface TestFormProps extends TestRights {
  id: string;
  language: string;
  /** Of the page without a script: one form is one mail, however often it is sent. */
  once?: string;
  typed?: TypedTest | null;
}

export function TestDialog(props: TestFormProps) {
  const words = consoleWordsFor(props.language).testMail;
  return (
    <Dialog id="test" heading={words.heading} language={props.language}>
      <p class="soft">{words.lead}</p>
      <TestForm {...props} />
      <ul class="fates" role="status" data-fates />
    </Dialog>
  );
}

export function TestForm(props: TestFormProps) {
  const { id, language, once, typed = null } = props;
  const words = consoleWordsFor(language).testMail;
  const errorOf = (field: TypedTest['wrong']['field']) =>
    typed?.wrong.field === field ? typed.wrong.message : undefined;
  return (
    <form
      method="post"
      action={`/console/digests/${id}/test`}
      data-test-form={JSON.stringify(words)}
      novalidate
    >
      {once ? <input type="hidden" name="once" value={once} /> : null}
      <fieldset class="group">
        <legend>{words.to}</legend>
        {errorOf('to') ? <p class="wrong">{errorOf('to')}</p> : null}
        <Addresses {...props} words={words} />
      </fieldset>
      {props.mayMailAnybody ? (
        <OtherAddress words={words} value={typed?.other ?? ''} error={errorOf('other')} />
      ) : null}
      {props.mayChooseReader ? (
        <ReaderField
          id="test-reader"
          name="reader"
          words={words}
          value={typed?.reader ?? ''}
          error={errorOf('reader')}
        />
      ) : null}
      <div class="actions">
        <button type="submit" class="button main" data-send-test>
          {words.send}
        </button>
      </div>
    </form>
  );
}

function Addresses({ me, testers, typed, words }: TestFormProps & { words: TestWords }) {
  const isChosen = (address: string) => (typed ? typed.to.includes(address) : address === me);
  return (
    <>
      <label class="choice">
        <input type="checkbox" name="to" value={me} checked={isChosen(me)} />
        <span>
          {words.me} <span class="soft">{me}</span>
        </span>
      </label>
      {testers
        .filter(({ address }) => address !== me)
        .map(({ address }) => (
          <label class="choice">
            <input type="checkbox" name="to" value={address} checked={isChosen(address)} />
            <span>{address}</span>
          </label>
        ))}
    </>
  );
}

function OtherAddress({
  words,
  value,
  error,
}: {
  words: TestWords;
  value: string;
  error: string | undefined;
}) {
  return (
    <>
      <div class="row">
        <label for="test-other">{words.other}</label>
        <input
          type="email"
          id="test-other"
          name="other"
          value={value}
          autocomplete="off"
          {...(error ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'test-wrong' } : {})}
        />
        {error ? (
          <p class="wrong" id="test-wrong">
            {error}
          </p>
        ) : null}
      </div>
      <label class="choice">
        <input type="checkbox" name="remember" value="1" />
        <span>{words.remember}</span>
      </label>
    </>
  );
}

/** What became of each test mail; `data-state` gives it its colour. */
export function Fates({ fates, words }: { fates: readonly TestFate[]; words: TestWords }) {
  return (
    <ul class="fates" role="status">
      {fates.map(({ address, state, reason }) => (
        <li data-state={state}>
          {fill(words.fate, { address, state: words.states[state] })}
          {reason === null ? null : ` (${reason})`}
        </li>
      ))}
    </ul>
  );
}
