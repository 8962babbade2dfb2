// Unsubscribing: what the link of a mail is about, one button, and a calm answer.

import type { UnsubscribeState } from '../../../audience/preferences/unsubscribe.ts';
import { wordsFor } from '../../../words/words.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Facts, Notice, OneButton } from '../../ui/notice.tsx';

interface UnsubscribePageProps extends Frame {
  token: string;
  state: UnsubscribeState;
  step: UnsubscribeStep;
}

/** Looking at the link; the answer to its button; the answer to taking that back. */
export type UnsubscribeStep = 'look' | 'left' | 'undone';

/**
 * Asks whether the link to the preferences shall go to the reader's mailbox: who holds the link of a
 * mail that was passed on must not see the address, nor change anything but the list.
 */
export function AskLinkPage({ token, state, ...frame }: Omit<UnsubscribePageProps, 'step'>) {
  const { labels, unsubscribe: words } = wordsFor(frame.language);
  const facts: [string, string][] = state.kind === 'known' ? [[labels.address, state.address]] : [];
  return (
    <Notice {...frame} heading={words.link} lines={words.linkLines}>
      <Facts facts={facts} />
      <OneButton action={`/u/${token}/link`} label={words.sendLink} />
    </Notice>
  );
}

/** The one answer to that wish. */
export function LinkSentPage(frame: Frame) {
  const words = wordsFor(frame.language).unsubscribe;
  return <Notice {...frame} heading={words.sent} lines={words.sentLines} />;
}

export function UnsubscribePage({ token, state, step, ...frame }: UnsubscribePageProps) {
  const { labels, unsubscribe: words } = wordsFor(frame.language);
  if (state.kind === 'gone') {
    return <Notice {...frame} heading={words.gone} lines={words.goneLines} />;
  }
  if (state.kind === 'foreign') return <ForeignLinkPage {...frame} />;
  if (state.kind === 'unread') {
    const { pressedAt } = state;
    return pressedAt === null ? (
      <Notice {...frame} heading={words.ask} lines={words.askLines}>
        <OneButton action={`/u/${token}?by=page`} label={words.leave} />
      </Notice>
    ) : (
      <Notice {...frame} heading={words.left} lines={words.leftLines}>
        <OneButton
          action={`/u/${token}/undo?pressed=${pressedAt.getTime()}`}
          label={words.undo}
          tone="quiet"
        />
      </Notice>
    );
  }
  const facts = (
    <Facts
      facts={[
        [labels.list, state.list.name],
        [labels.address, state.address],
      ]}
    />
  );
  if (state.left) {
    const heading = step === 'left' ? words.left : words.leftBefore;
    return (
      <Notice {...frame} heading={heading} lines={words.leftLines}>
        {facts}
        {step === 'left' ? (
          <OneButton action={`/u/${token}/undo`} label={words.undo} tone="quiet" />
        ) : null}
        <p>
          <a href={`/u/${token}/link`}>{words.preferences}</a>
        </p>
      </Notice>
    );
  }
  if (step === 'undone') {
    return (
      <Notice {...frame} heading={words.undone} lines={words.undoneLines}>
        {facts}
      </Notice>
    );
  }
  return (
    <Notice {...frame} heading={words.ask} lines={words.askLines}>
      {facts}
      <OneButton action={`/u/${token}?by=page`} label={words.leave} />
      <p>
        <a href={`/u/${token}/link`}>{words.rather}</a>
      </p>
    </Notice>
  );
}

/** What helps somebody who wants to leave and whose link was cut or changed. */
function ForeignLinkPage(frame: Frame) {
  const { labels, unsubscribe: words } = wordsFor(frame.language);
  return (
    <Notice {...frame} heading={words.foreign} lines={words.foreignLines}>
      <p>
        <a href={`mailto:${frame.site.contact}`}>{labels.contact}</a>
      </p>
    </Notice>
  );
}
