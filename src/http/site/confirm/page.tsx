// The page behind a letter's button: asks once more, answers, or offers a new letter.

import type { Confirmed, LetterState, LetterSubject } from '../../../audience/joining/confirm.ts';
import { type UiLanguage, uiLanguageOf } from '../../ui/language.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Facts, Notice, OneButton } from '../../ui/notice.tsx';

interface LetterPageProps extends Frame {
  token: string;
  state: LetterState | Confirmed;
}

export function LetterPage({ token, state, ...frame }: LetterPageProps) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  if (state.kind === 'unknown') {
    return <Notice {...frame} heading={words.unknown} lines={words.unknownLines} />;
  }
  const said = words[state.purpose];
  const facts = <Facts facts={factsOf(state, words)} />;
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

/** The one answer to a wish for a new letter. */
export function RenewedPage(frame: Frame) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  return <Notice {...frame} heading={words.renewed} lines={words.renewedLines} />;
}

function factsOf(subject: LetterSubject, words: typeof en): [string, string][] {
  const address: [string, string] = [words.address, subject.address];
  return [...subject.lists.map(({ name }): [string, string] => [words.list, name]), address];
}

const en = {
  list: 'List',
  address: 'Address',
  archive: 'Read what was sent before',
  preferences: 'Your preferences',
  confirm: {
    ask: 'Shall we send it to you?',
    askLines: ['Press the button to confirm that this is your address and that you want to get:'],
    button: 'Confirm my subscription',
    done: 'Welcome. You are subscribed.',
    doneLines: ['The next digest will come to you by mail.'],
    usedLines: [
      'You have left the list since this letter was written. If you would like to come back, simply subscribe again.',
    ],
  },
  'address-change': {
    ask: 'Your mail, at this address?',
    askLines: [
      'Press the button, and everything you are subscribed to will come here from now on.',
    ],
    button: 'Use this address',
    done: 'The address is changed',
    doneLines: ['From now on your mail comes to this address.'],
    usedLines: ['This change was made before, or the address belongs to another subscription now.'],
  },
  expired: 'This letter is too old',
  expiredLines: [
    'For your safety its link works for seven days. We can send a new letter to the same address.',
  ],
  expiredChangeLines: [
    'For your safety its link works for seven days. Ask for the change once more on your preference page.',
  ],
  renew: 'Send a new letter',
  renewed: 'Please look at your mail',
  renewedLines: [
    'A new letter is on its way, unless one was sent within the hour. Press the button in it and you are in.',
  ],
  used: 'This letter has done its work',
  again: 'Subscribe again',
  unknown: 'We do not know this link',
  unknownLines: [
    'Perhaps it was cut off when it was copied, or what it was about has been deleted. Try the button in the letter itself.',
  ],
};

const wordsOf: Record<UiLanguage, typeof en> = {
  en,
  ja: {
    list: '配信',
    address: 'アドレス',
    archive: 'これまでの号を読む',
    preferences: '受信設定',
    confirm: {
      ask: 'こちらにお届けしますか？',
      askLines: ['ご本人の登録であれば、下のボタンで確認してください。'],
      button: '登録を確認する',
      done: 'ようこそ。登録が終わりました',
      doneLines: ['次の号から、メールでお届けします。'],
      usedLines: [
        'このメールのあとで配信を停止されています。もう一度受け取るには、あらためてご登録ください。',
      ],
    },
    'address-change': {
      ask: 'このアドレスに切り替えますか？',
      askLines: ['ボタンを押すと、登録中の配信はすべてこのアドレスに届くようになります。'],
      button: 'アドレスを変更する',
      done: 'アドレスを変更しました',
      doneLines: ['これからは、このアドレスにお届けします。'],
      usedLines: ['この変更はすでに済んでいるか、アドレスが別の登録で使われています。'],
    },
    expired: 'このリンクは期限が切れました',
    expiredLines: [
      '安全のため、リンクが使えるのは7日間です。同じアドレスに、新しい確認のメールをお送りできます。',
    ],
    expiredChangeLines: [
      '安全のため、リンクが使えるのは7日間です。受信設定のページから、もう一度お申し込みください。',
    ],
    renew: '新しいメールを送る',
    renewed: 'メールをご確認ください',
    renewedLines: [
      '新しい確認のメールをお送りします（1時間以内に送っている場合は、そちらをお使いください）。中のボタンを押すと、登録が終わります。',
    ],
    used: 'このリンクはもう使われています',
    again: 'もう一度登録する',
    unknown: 'このリンクは見つかりません',
    unknownLines: [
      'コピーのときに途中で切れたか、登録そのものが削除されたのかもしれません。メールの中のボタンからもう一度お試しください。',
    ],
  },
};
