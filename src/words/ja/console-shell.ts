// The words around every page of the console, in Japanese.

import type { ConsoleWords } from '../console.ts';

export const shell: ConsoleWords['shell'] = {
  skip: '本文へ',
  navigation: '部屋',
  rooms: {
    today: '今日',
    digests: 'ダイジェスト',
    sends: '配信',
    lists: 'リスト',
    settings: '設定',
  },
  more: 'ほか',
  roles: { owner: '管理者', sender: '送信者', writer: '執筆者', viewer: '閲覧者' },
  signOut: 'サインアウト',
  languageSwitch: '言語',
  close: '閉じる',
  loading: '読み込み中',
  optional: '任意',
};
