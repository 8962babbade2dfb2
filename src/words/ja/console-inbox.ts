// The words of the inbox and of the ways into it, in Japanese.

import type { ConsoleWords } from '../console.ts';

export const inbox: ConsoleWords['inbox'] = {
  heading: '素材',
  lead: 'これから使う記事の置き場です。提案を作るまで、記事は読み込まれません。',
  views: '素材の見方',
  tabs: { waiting: '使う前', used: '使ったもの', dismissed: '片付けたもの', feeds: 'フィード' },
  add: '記事を加える',
  address: '記事のアドレス',
  addAction: '加える',
  addressWrong: 'ページのアドレスを https:// から書いてください。',
  list: '記事',
  columns: { pick: '記事', came: 'どこから', found: 'いつから', more: '片付ける' },
  came: {
    hand: '手入力',
    bookmarklet: 'ブラウザ',
    share: '共有',
    mail: 'メール',
    feed: 'フィード',
  },
  propose: '選んだ記事から提案を作る',
  proposeHint: '20本まで選べます。言語とリストは次のページで選びます。',
  nonePicked: '記事をひとつは選んでください。',
  tooMany: '選べるのは20本までです。ダイジェストの節が20までだからです。',
  dismiss: '片付ける',
  dismissOf: (title) => `「${title}」を片付ける`,
  restore: '戻す',
  restoreOf: (title) => `「${title}」を戻す`,
  undo: '元に戻す',
  done: {
    added: '素材に加えました。',
    known: 'すでに素材にあります。',
    dismissed: '片付けました。90日のあいだは戻せます。',
    restored: '素材に戻しました。',
    door: '宛先を作りました。下にあります。あなただけのものです。',
    turned: '宛先を作り直しました。前の宛先へのメールは受け取りません。',
  },
  empty: '素材はまだありません',
  emptyLead:
    '上に記事のアドレスを入れるか、フィードの記事の星を押すか、読んでいるページから加えてください。',
  usedIn: '送ったダイジェスト',
  emptyUsed: '使ったものはまだありません',
  emptyUsedLead: '記事を引いたダイジェストを送ると、その記事はここに移ります。',
  emptyDismissed: '片付けたものはありません',
  emptyDismissedLead: '片付けた記事は、90日のあいだここにあります。',
  toFeeds: 'フィードを見る',
  bookmarklet: 'ブラウザから加える',
  bookmarkletLead:
    'このリンクをブックマークへ引いてください。記事を読みながら押すと、ボタンがひとつのページが開きます。',
  bookmarkletName: '素材に加える',
  share: '電話から加える',
  shareLead: 'この管理画面をホーム画面に加えると、ページの共有先に並びます（Android の Chrome）。',
  mail: 'メールで加える',
  mailBegin: (own) =>
    `${own} から記事のリンクをメールで送っても、素材に加わります（1通に20本まで）。そのために、あなただけの宛先を作ります。ほかの人からのメールは受け取りません。`,
  mailLead: (own) =>
    `${own} から、記事のリンクを書いて次の宛先に送ると、素材に加わります（1通に20本まで）。あなただけの宛先です。ほかの人からのメールは受け取りません。`,
  mailMake: '自分の宛先を作る',
  mailTurn: '宛先を作り直す',
  mailTurnHint: '作り直すと、前の宛先へのメールは受け取らなくなります。',
  mailTaken: 'いちばん新しいメールを受け取りました。',
  mailRefused: (count) =>
    count === 1
      ? '1通を受け取りませんでした。'
      : `これまで${count.toLocaleString('ja')}通を受け取りませんでした。最後の1通は、次の理由からです。`,
  mailRefusedWhy: {
    stranger:
      'あなたのアドレスから送られていないか、送信元のサーバーが自分のものと認めていません。',
    no_address: 'ページのアドレスがありませんでした。',
    too_many: '1時間に60通を超えました。',
    unread:
      'Resend から本文を受け取れませんでした。5 MB を超えていないか、API キーが送信専用でないかを確かめてください。',
  },
  pages: '素材のページ',
  save: 'この記事を加えますか',
  saveLead: '提案に使うか片付けるまで、素材に置いておきます。',
  saveTitle: '題名',
  saveAction: '素材に加える',
  cancel: 'やめる',
};
