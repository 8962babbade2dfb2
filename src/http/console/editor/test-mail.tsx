// A test mail: to whom, as whom, and what became of it.

import { Dialog } from '../ui/dialog.tsx';
import type { EditorWords } from './control.tsx';

export interface TestProps {
  /** The editor's own address. */
  me: string;
  testers: readonly { id: string; address: string }[];
  /** Writers test to themselves and to testers alone. */
  mayChoose: boolean;
}

interface TestDialogProps extends TestProps {
  words: EditorWords;
  language: string;
}

export function TestDialog({ me, testers, mayChoose, words, language }: TestDialogProps) {
  const { testMail } = words;
  return (
    <Dialog id="test" heading={testMail.heading} language={language}>
      <p class="soft">{testMail.lead}</p>
      <form data-test-form>
        <label class="choice">
          <input type="checkbox" name="to" value={me} checked />
          <span>
            {testMail.me} <span class="soft">{me}</span>
          </span>
        </label>
        {testers.map(({ address }) => (
          <label class="choice">
            <input type="checkbox" name="to" value={address} />
            <span>{address}</span>
          </label>
        ))}
        {mayChoose ? (
          <>
            <div class="row">
              <label for="test-other">{testMail.other}</label>
              <input type="email" id="test-other" name="other" autocomplete="off" />
            </div>
            <label class="choice">
              <input type="checkbox" name="remember" value="1" />
              <span>{testMail.remember}</span>
            </label>
          </>
        ) : null}
        <div class="actions">
          <button type="submit" class="button main" data-send-test>
            {testMail.send}
          </button>
        </div>
      </form>
      <ul class="fates" role="status" data-fates />
    </Dialog>
  );
}
