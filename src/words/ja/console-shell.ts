// The words around every page of the console, in Japanese.

import type { ConsoleWords } from '../console.ts';

export const shell: ConsoleWords['shell'] = {
  skip: '本文へ',
  navigation: 'ページの一覧',
  rooms: {
    today: '今日',
    digests: 'ダイジェスト',
    inbox: '素材',
    sends: '配信',
    rhythms: '定期便',
    lists: 'リスト',
    settings: '設定',
  },
  roles: { owner: '管理者', sender: '配信担当', writer: '執筆者', viewer: '閲覧者' },
  signOut: 'サインアウト',
  languageSwitch: '表示する言語',
  close: '閉じる',
  loading: '読み込んでいます',
  optional: '任意',
  copy: 'コピー',
  copied: 'コピーしました',
  firstPage: '最初のページへ',
  nextPage: '次のページ',
  asOf: (time) => `${time} 現在`,
  find: '探す',
  findHint: 'ページの名前、またはダイジェストの見出し',
  findNothing: (text) => `「${text}」は見つかりません。文字を減らしてみてください。`,
  findPages: 'ページ',
  findDigests: 'ダイジェスト',
  shortcuts: 'キーボードの使い方',
  shortcutLines: [
    ['Ctrl K ・ ⌘ K', 'ページやダイジェストを探す'],
    ['Ctrl K ・ ⌘ K', '文章の中で：リンクにする'],
    ['Ctrl B ・ ⌘ B', '文章の中で：強調する'],
    ['Alt ↑ ・ Alt ↓', '節や要点を動かす'],
    ['Esc', '最後に開いたものを閉じる'],
    ['?', 'この一覧を開く'],
  ],
  offline: 'つながっていません。書いたものは、このブラウザに残ります。',
  online: 'つながりました。',
  failed: {
    network: 'サーバーにつながりません。何も変わっていません。書いたものはここに残っています。',
    signedOut: 'サインアウトされています。別のタブでサインインしてから、もう一度押してください。',
    forbidden: 'いまの役割では行えません。管理者にご相談ください。',
    missing: 'もうここにはありません。ページを読み込み直してください。',
    conflict: 'ほかの人が先に変えました。ページを読み込み直して、いまの内容をご覧ください。',
    refused:
      '受け付けられませんでした。書いたものは残っています。内容を確かめて、もう一度お試しください。',
    busy: '込み合っています。少し待ってから、もう一度お試しください。',
    broken: 'こちらで問題が起き、記録しました。少し待ってから、もう一度お試しください。',
  },
  problem: {
    missing: {
      heading: 'このページは見つかりません',
      line: '削除されたか、リンクが途中で切れているのかもしれません。',
    },
    refused: {
      heading: '受け付けられませんでした',
      line: '前のページに戻り、内容を確かめて、もう一度お試しください。',
    },
    forbidden: {
      heading: 'いまの役割では行えません',
      line: '役割は、管理者が「設定」で変えられます。',
    },
    busy: {
      heading: '少しお待ちください',
      line: 'いま、お答えできません。しばらくしてから、もう一度お試しください。',
    },
    broken: {
      heading: 'こちらで問題が起きました',
      line: '記録しました。少し待ってから、もう一度お試しください。',
    },
    home: '「今日」へ',
    quote: 'お問い合わせの際は、次の番号をお知らせください：',
  },
};
