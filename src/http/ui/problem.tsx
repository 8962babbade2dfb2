// What a browser shows when something is missing or went wrong.

import { type UiLanguage, uiLanguageOf } from './language.ts';
import type { Frame } from './layout.tsx';
import { Notice } from './notice.tsx';

interface ProblemPageProps extends Frame {
  status: number;
  /** To be quoted when asking for help. */
  requestId: string;
}

export function ProblemPage({ status, requestId, ...frame }: ProblemPageProps) {
  const words = wordsOf[uiLanguageOf(frame.language)];
  const [heading, ...lines] = words[kindOf(status)];
  return (
    <Notice {...frame} heading={heading} lines={lines}>
      <p>
        <a href="/">{words.home}</a>
      </p>
      <p class="soft small">
        {status} ・ {requestId}
      </p>
    </Notice>
  );
}

function kindOf(status: number) {
  if (status === 404 || status === 410) return 'missing';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'broken' : 'refused';
}

type Sentences = [heading: string, ...lines: string[]];

const en = {
  missing: [
    'There is nothing at this address',
    'It may have moved, or have been typed with a slip.',
  ] as Sentences,
  refused: [
    'That could not be taken',
    'Please go back, look over what you wrote, and try once more.',
  ] as Sentences,
  busy: ['One moment, please', 'We cannot answer just now. Please try again soon.'] as Sentences,
  broken: [
    'Something went wrong on our side',
    'It has been noted. Please try again later.',
  ] as Sentences,
  home: 'To the front page',
};

const wordsOf: Record<UiLanguage, typeof en> = {
  en,
  ja: {
    missing: ['このページは見つかりません', '移動したか、アドレスが違っているのかもしれません。'],
    refused: [
      '受け付けられませんでした',
      '前のページに戻り、内容を確かめて、もう一度お試しください。',
    ],
    busy: [
      '少しお待ちください',
      'いま、お答えできません。しばらくしてから、もう一度お試しください。',
    ],
    broken: [
      'こちらで問題が起きました',
      '記録しましたので、時間をおいて、もう一度お試しください。',
    ],
    home: '最初のページへ',
  },
};
