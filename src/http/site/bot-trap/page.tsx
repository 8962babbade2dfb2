// Where the link leads that no reader of a mail sees: a page that says so, and does nothing.

import { type UiLanguage, uiLanguageOf } from '../../ui/language.ts';
import type { Frame } from '../../ui/layout.tsx';
import { Notice } from '../../ui/notice.tsx';

export function CanaryPage(frame: Frame) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  return (
    <Notice {...frame} heading={words.heading} lines={words.lines}>
      <p>
        <a href="/">{words.archive}</a>
      </p>
    </Notice>
  );
}

const en = {
  heading: 'Nothing happens here',
  lines: [
    'A hidden link in our mails leads to this page. Programs that check mail follow it, people do not: it keeps our statistics honest.',
    'If you came upon it yourself: nothing has changed for you, and there is nothing to do.',
  ],
  archive: 'To the digests',
};

const wordsOf: Record<UiLanguage, typeof en> = {
  en,
  ja: {
    heading: 'ここでは何も起こりません',
    lines: [
      'メールの中の見えないリンクが、このページにつながっています。たどるのはメールを検査するプログラムだけで、読む方の数を正しく知るための目印です。',
      'ご自分で見つけてくださった方へ：何も変わりませんので、そのままお閉じください。',
    ],
    archive: 'バックナンバーへ',
  },
};
