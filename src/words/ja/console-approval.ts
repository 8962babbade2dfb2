// The words of the page of an approval, in Japanese.

import type { approval as english } from '../en/console-approval.ts';

export const approval: typeof english = {
  over: '確認のお願い：このメールを送ってもよいですか',
  subject: (subject) => `件名：${subject}`,
  noteBy: (name) => `${name}より`,
  noteOfRhythm: '定期便からのお知らせ',
  mail: '読者に届くとおりのメール',
  question: '送ってもよいですか',
  comment: '編集者へのひとこと',
  commentHint: '直してほしいところがあれば、お書きください。空のままでもかまいません。',
  yes: 'はい、送ってください',
  no: 'いいえ、このままでは困ります',
  thanks:
    'ありがとうございました。お答えはすぐ編集者に伝わります。このページは閉じてかまいません。',
  rhythm: {
    sends:
      'ありがとうございました。すぐに配信します。配信の時刻がまだ先なら、その時刻に配信します。このページは閉じてかまいません。',
    over: 'お答えの期限が過ぎました',
    overLine: 'これからお答えいただいても配信されません。お答えは編集者が読みます。',
  },
  states: {
    approved: {
      heading: '「はい」とお答えいただきました',
      line: 'すでにお答えいただいています。ほかにしていただくことはありません。',
    },
    declined: {
      heading: '「いいえ」とお答えいただきました',
      line: 'すでにお答えいただいています。ほかにしていただくことはありません。',
    },
    void: {
      heading: 'その後、内容が変わりました',
      line: '表示しているのは、お尋ねしたときの版です。必要があれば、編集者からもう一度お願いします。',
    },
    expired: {
      heading: 'リンクの期限が切れました',
      line: 'このリンクは14日間使えました。編集者から新しいリンクを送れます。',
    },
  },
  unknown: {
    heading: '確認するものが見つかりません',
    line: 'アドレスの一部が欠けているのかもしれません。メールのリンクをもう一度開いてください。',
  },
};
