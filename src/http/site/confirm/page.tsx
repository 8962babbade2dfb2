// The page behind an email's button: asks once more, answers, or offers a new email.

import type {
  ConfirmationState,
  ConfirmationSubject,
  Confirmed,
} from '../../../audience/joining/confirm.ts';
import { type Words, wordsFor } from '../../../words/words.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Facts, Notice, OneButton } from '../../ui/notice.tsx';

interface ConfirmPageProps extends Frame {
  token: string;
  state: ConfirmationState | Confirmed;
}

export function ConfirmPage({ token, state, ...frame }: ConfirmPageProps) {
  const all = wordsFor(frame.language);
  const words = all.confirm;
  if (state.kind === 'unknown') {
    return <Notice {...frame} heading={words.unknown} lines={words.unknownLines} />;
  }
  const said = words[state.purpose];
  const facts = <Facts facts={factsOf(state, all)} />;
  if (state.kind === 'valid') {
    return (
      <Notice {...frame} heading={said.ask} lines={said.askLines}>
        {facts}
        <OneButton action={`/confirm/${token}`} label={said.button} />
      </Notice>
    );
  }
  if (state.kind === 'expired') {
    const lines = state.purpose === 'confirm' ? words.expiredLines : words.expiredChangeLines;
    return (
      <Notice {...frame} heading={words.expired} lines={lines}>
        {facts}
        {state.purpose === 'confirm' ? (
          <OneButton action={`/confirm/${token}/renew`} label={words.renew} />
        ) : null}
      </Notice>
    );
  }
  if (state.kind === 'used') {
    return (
      <Notice {...frame} heading={words.used} lines={said.usedLines}>
        <p>
          <a href="/subscribe">{words.again}</a>
        </p>
      </Notice>
    );
  }
  return (
    <Notice {...frame} heading={said.done} lines={said.doneLines}>
      {facts}
      <p>
        <a href="/">{words.archive}</a>
      </p>
      {state.kind === 'confirmed' ? (
        <p>
          <a href={`/preferences/${state.preferences}`}>{words.preferences}</a>
        </p>
      ) : null}
    </Notice>
  );
}

/** The one answer to a wish for a new email. */
export function RenewedPage(frame: Frame) {
  const words = wordsFor(frame.language).confirm;
  return <Notice {...frame} heading={words.renewed} lines={words.renewedLines} />;
}

function factsOf(subject: ConfirmationSubject, { labels }: Words): [string, string][] {
  const address: [string, string] = [labels.address, subject.address];
  return [...subject.lists.map(({ name }): [string, string] => [labels.list, name]), address];
}
