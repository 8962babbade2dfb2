// The words of the pages that everybody sees, in Japanese.

import type { Words } from '../words.ts';

export const frame: Words['frame'] = {
  skip: '本文へ',
  pages: 'ページ',
  archive: 'バックナンバー',
  subscribe: '購読する',
  publisher: '発行：',
  privacy: 'プライバシー',
};

export const front: Words['front'] = {
  promise: ['問いから始まり、', '出典にもとづき、', '結論で終わる。'],
  lead: 'じっくり読むためのダイジェストです。',
  join: 'メールで受け取る',
  archive: 'バックナンバー',
  nothingYet: '最初の号を準備しています。',
  choices: 'バックナンバーを選ぶ',
  everything: 'すべて',
  feeds: 'この一覧のフィード：',
  pages: 'バックナンバーのページ',
  newer: '新しい号',
  older: '前の号',
};

export const search: Words['search'] = {
  label: 'バックナンバーを探す',
  submit: '探す',
  heading: (query) => `「${query}」を含む号`,
  count: (found) => `${found}件`,
  nothing: '見つかりませんでした。言葉を減らすか、短くしてお試しください。',
  pages: '検索結果のページ',
};

export const problem: Words['problem'] = {
  missing: {
    heading: 'このページは見つかりません',
    lines: ['移動したか、アドレスが違っているのかもしれません。'],
  },
  refused: {
    heading: '受け付けられませんでした',
    lines: ['前のページに戻り、内容を確かめて、もう一度お試しください。'],
  },
  busy: {
    heading: '少しお待ちください',
    lines: ['いま、お答えできません。しばらくしてから、もう一度お試しください。'],
  },
  broken: {
    heading: 'こちらで問題が起きました',
    lines: ['記録しましたので、時間をおいて、もう一度お試しください。'],
  },
  home: '最初のページへ',
};

export const preview: Words['preview'] = {
  heading: 'これはプレビューです',
  lines: [
    'プレビューやテストメールのリンクなので、何も起こりません。読者へのメールでは、それぞれのページに繋がります。',
  ],
};

export const botTrap: Words['botTrap'] = {
  heading: 'ここでは何も起こりません',
  lines: [
    'メールの中の見えないリンクが、このページにつながっています。たどるのはメールを検査するプログラムだけで、読む方の数を正しく知るための目印です。',
    'ご自分で見つけてくださった方へ：何も変わりませんので、そのままお閉じください。',
  ],
  archive: 'バックナンバーへ',
};

export const labels: Words['labels'] = {
  list: '配信',
  address: 'アドレス',
  contact: 'お問い合わせ',
};
