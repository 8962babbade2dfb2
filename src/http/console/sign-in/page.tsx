// The page behind a sign-in link: one button, or why there is none.

import type { LinkState } from '../../../access/sessions/sign-in.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Notice, OneButton } from '../../ui/notice.tsx';

interface LinkPageProps extends Frame {
  token: string;
  state: LinkState;
}

export function LinkPage({ token, state, ...frame }: LinkPageProps) {
  const words = consoleWordsFor(frame.language).signIn.link[state];
  return (
    <Notice {...frame} heading={words.heading} lines={words.lines}>
      {state === 'valid' ? (
        <OneButton action={`/console/sign-in/${token}`} label={words.action} />
      ) : (
        <p>
          <a class="button" href="/console/sign-in">
            {words.action}
          </a>
        </p>
      )}
    </Notice>
  );
}
