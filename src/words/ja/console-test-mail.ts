// The words of a test mail, in Japanese.

import type { testMail as english } from '../en/console-test-mail.ts';

export const testMail: typeof english = {
  heading: 'テスト送信',
  lead: 'いま見えているものから版を作り、件名に [TEST] をつけて送ります。配信停止のリンクははたらきません。',
  pageLead: '版 {number} を、件名に [TEST] をつけて送ります。配信停止のリンクははたらきません。',
  back: 'ダイジェストへ戻る',
  me: '自分へ',
  to: '宛先',
  other: 'ほかのアドレス',
  remember: 'このアドレスを覚える',
  send: 'テストを送る',
  sending: '送っています…',
  nobody: '先に宛先を選んでください。',
  tooMany: '一度に送れるのは五件までです。',
  noAddress: 'メールアドレスではありません。',
  fates: '送ったあと',
  again: 'もう一度見る',
  fate: '{address}：{state}',
  states: {
    ready: '送信待ち',
    accepted: '受け付けられました',
    delivered: '届きました',
    delayed: '遅れています。再送中です',
    bounced: '戻ってきました',
    complained: '迷惑メールとされました',
    failed: '失敗しました',
    suppressed: '配信元が止めています',
    refused: '断られました',
    unknown: '送られたかどうか分かりません',
  },
  reader: {
    label: 'この読者として',
    hint: '空なら、特定の誰でもない見本です。アドレスか名前のはじめを書くと見つかります。',
    nobody: '特定の誰でもない',
    none: 'このアドレスの読者はいません。',
    chosen: '{who} として（{lists}）',
    noList: 'リストなし',
    choose: '見つかった人から選んでください。',
  },
};
