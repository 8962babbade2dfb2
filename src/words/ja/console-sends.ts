// The words of the list of sends, in Japanese.

import type { ConsoleWords } from '../console.ts';

/** How far a send is. */
export const states = {
  scheduled: '予約済み',
  planning: '準備中',
  sending: '配信中',
  paused: '一時停止',
  sent: '配信済み',
  cancelled: '取り消し',
  failed: '失敗',
};

export const sends: ConsoleWords['sends'] = {
  heading: '配信',
  lead: '出ていくものと、出ていったもの。',
  tabs: '進みぐあいごとの配信',
  all: 'すべて',
  active: '進行中',
  over: '終わったもの',
  states,
  held: 'まもなく開始',
  columns: {
    digest: 'ダイジェスト',
    state: '状態',
    readers: '読者',
    progress: '進みぐあい',
    at: '日時',
  },
  settled: (done, of) => `${of} 通のうち ${done} 通を渡しました`,
  delivered: (done, of) => `${of} 通のうち ${done} 通が届きました`,
  starts: '開始',
  began: '開始',
  perReader: '読者それぞれの時刻に',
  pages: '配信のページ',
  emptyHeading: 'まだ何も配信していません',
  empty:
    '配信は、ダイジェストのひとつの版を、リストの読者に届けることです。ダイジェストの「確認」から始めます。',
  emptyAction: 'ダイジェストへ',
  emptyPart: 'この状態の配信はありません。',
};
