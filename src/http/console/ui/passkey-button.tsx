// The button of `scripts/passkeys.ts`, which shows it where the browser knows passkeys.

import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from './button.tsx';

interface PasskeyButtonProps {
  act: 'sign-in' | 'add';
  /** The page that a sign-in opens. */
  to?: string | null;
  language: string;
}

export function PasskeyButton({ act, to, language }: PasskeyButtonProps) {
  const words = consoleWordsFor(language).signIn.passkey;
  return (
    <div class="actions passkey">
      <Button type="button" hidden data-passkey={act} {...(to ? { 'data-to': to } : {})}>
        {words[act]}
      </Button>
      <p class="wrong" role="alert" hidden data-passkey-problem>
        {words.problem}
      </p>
    </div>
  );
}
