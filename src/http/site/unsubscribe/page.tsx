// Leaving: what the link of a mail is about, one button, and a calm answer.

import type { UnsubscribeState } from '../../../audience/preferences/unsubscribe.ts';
import { type UiLanguage, uiLanguageOf } from '../../ui/language.ts';
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
  const words = wordsOf[uiLanguageOf(frame.language)];
  const facts: [string, string][] = state.kind === 'known' ? [[words.address, state.address]] : [];
  return (
    <Notice {...frame} heading={words.link} lines={words.linkLines}>
      <Facts facts={facts} />
      <OneButton action={`/u/${token}/link`} label={words.sendLink} />
    </Notice>
  );
}

/** The one answer to that wish. */
export function LinkSentPage(frame: Frame) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  return <Notice {...frame} heading={words.sent} lines={words.sentLines} />;
}

export function UnsubscribePage({ token, state, step, ...frame }: UnsubscribePageProps) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  if (state.kind === 'unknown') {
    return <Notice {...frame} heading={words.unknown} lines={words.unknownLines} />;
  }
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
        [words.list, state.list.name],
        [words.address, state.address],
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

const en = {
  ask: 'Leave this list?',
  askLines: ['One press, and no more of it will come. Nothing to sign in to, nothing to explain.'],
  leave: 'Unsubscribe',
  rather: 'Or pause, change the address, choose other lists',
  left: 'Done. You will get no more of this.',
  leftBefore: 'You have left this list',
  leftLines: [
    'A mail that was already on its way may still arrive. Thank you for having read with us.',
  ],
  undo: 'That was a mistake: keep it coming',
  undone: 'You are on the list again',
  undoneLines: ['Nothing has changed: the next one will come as before.'],
  list: 'List',
  address: 'Address',
  preferences: 'Other lists and settings, or a change of mind',
  link: 'Your preferences, by mail',
  linkLines: [
    'There you can choose lists, pause, change your address, and read or delete what we hold. Mails are passed on, so the link goes to your own mailbox only.',
  ],
  sendLink: 'Send me the link',
  sent: 'Please look at your mail',
  sentLines: [
    'If this address can be used, the link is on its way to it, unless one was sent within the hour.',
  ],
  unknown: 'There is nothing to leave here',
  unknownLines: [
    'This link belongs to no subscription, or to one that has been deleted with all its data. You need not do anything.',
  ],
};

const wordsOf: Record<UiLanguage, typeof en> = {
  en,
  ja: {
    ask: 'この配信を止めますか？',
    askLines: ['ボタンをひとつ押すだけで止まります。ログインも、理由の入力もいりません。'],
    leave: '配信を停止する',
    rather: 'しばらく休む・アドレスを変える・ほかの配信を選ぶ',
    left: '配信を停止しました',
    leftBefore: 'この配信は停止しています',
    leftLines: [
      'すでに送り出したメールが届くことがあります。これまでお読みくださり、ありがとうございました。',
    ],
    undo: '間違えました。配信を続ける',
    undone: '配信を続けます',
    undoneLines: ['これまでどおり、次の号からお届けします。'],
    list: '配信',
    address: 'アドレス',
    preferences: 'ほかの配信や設定を見る・気が変わったとき',
    link: '受信設定のリンクをメールで',
    linkLines: [
      '配信の選択、お休み、アドレスの変更、記録の確認や削除ができるページです。転送されたメールから変えられないように、リンクはご本人のアドレスにだけお送りします。',
    ],
    sendLink: 'リンクを送る',
    sent: 'メールをご確認ください',
    sentLines: [
      '使えるアドレスであれば、リンクをお送りします（1時間以内に送っている場合は、そちらをお使いください）。',
    ],
    unknown: '停止するものはありません',
    unknownLines: [
      'このリンクにあたる登録は見つかりませんでした。すでに削除されたのかもしれません。何もする必要はありません。',
    ],
  },
};
