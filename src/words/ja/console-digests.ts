// The words of the list of digests, in Japanese.

import type { ConsoleWords } from '../console.ts';

export const digests: ConsoleWords['digests'] = {
  heading: 'ダイジェスト',
  lead: '書いているものと、配信したもの。',
  begin: '新しいダイジェスト',
  states: { draft: '下書き', scheduled: '予約済み', sending: '配信中', sent: '配信済み' },
  paused: '一時停止',
  cancelled: '取り消し',
  failed: '失敗',
  tabs: '状態ごとのダイジェスト',
  all: 'すべて',
  columns: {
    headline: '見出し',
    state: '状態',
    lists: 'リスト',
    readers: '読者',
    at: '日時',
    more: '操作',
  },
  untitled: '見出しなし',
  changed: '最新の版から変わっています',
  saved: (time) => `${time} に保存`,
  pages: 'ダイジェストのページ',
  more: (headline) => `「${headline}」の操作`,
  copy: '写しから新しく作る',
  review: '確認して配信',
  emptyHeading: '最初のダイジェスト',
  empty:
    'ダイジェストは、見出しと、出典にもとづくいくつかの節と、結論でできています。空から書きはじめても、ページの文章を貼りつけてもかまいません。貼りつけた文章は、自動で部分ごとに分けられます。',
  emptyState: 'この状態のダイジェストはありません。',
  new: {
    heading: '新しいダイジェスト',
    blank: '空から',
    blankLead: '欄をひとつずつ埋めていきます。',
    language: '言語',
    languages: { ja: '日本語', en: '英語' },
    blankAction: '書きはじめる',
    sources: '記事から',
    sourcesLead:
      'アドレスを渡すと、記事ごとにひとつの節を、記事の文で作ります。どの要点も、もとの文までたどれます。',
    sourcesAction: 'アドレスを渡す',
    text: '文章から',
    textLead:
      'ダイジェストのページの文章か、Markdown を貼りつけてください。見出し、問いと答え、出典の題名、✅ の要点、「さらに読む」と https:// のアドレス、💡 の結論、の順に読みます。入るところがなかった行は一覧にし、何も失われません。',
    textLabel: '文章',
    textAction: 'ダイジェストにする',
    textMissing: '先に文章を貼りつけてください。',
    copy: '写しから',
    copyLead: '前のダイジェストの内容を写します。日付は写しません。',
    copyLabel: '前のダイジェスト',
    copyAction: '写しを作る',
    none: 'まだありません。',
  },
};
