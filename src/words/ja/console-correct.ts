// The words of a correction after a send, in Japanese.

import type { correct as english } from '../en/console-correct.ts';

export const correct: typeof english = {
  heading: '配信したダイジェストを訂正する',
  back: 'ダイジェストへ戻る',
  notSent: 'このダイジェストは、まだだれにも送っていません。書くところで直してから送ってください。',
  toEditor: '書くところへ',
  page: {
    heading: 'ページを訂正する',
    line: '送ったメールは変わりません。ウェブのページだけが訂正した版になり、添え書きと日付がつきます。',
    stands: (standing, newest) =>
      `ページに出ているのは版 ${standing}、いちばん新しいのは版 ${newest} です。`,
    same: (standing) =>
      `ページに出ている版 ${standing} が、いちばん新しい版です。先に、書くところで訂正してください。`,
    unkept:
      '書くところで直した文章を、まず版にします。ページに出るのは、そのあとに確かめてからです。',
    note: '何を訂正したか',
    noteHint: '読者に向けて一文で、ダイジェストの言語で書いてください。',
    action: (revision) => `版 ${revision} を公開する`,
    done: 'ページを訂正しました',
    see: 'ページを見る',
  },
  mail: {
    heading: '訂正のメールを送る',
    line: '短いダイジェストを作り、これを受け取った人だけに送ります。送る前に、中身と人数を確かめられます。',
    headline: '見出し',
    text: '何が間違いで、正しくは何か',
    textHint: '**強調** と [言葉](https://…) が使えます。',
    closing: '結び',
    action: '作って確認へ進む',
    headlineOf: (headline) => `訂正：${headline}`,
    closingOf: 'おわびして訂正します。',
  },
  refused: '何も変えていません',
};
