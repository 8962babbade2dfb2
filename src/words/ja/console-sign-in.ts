// The words of signing in, in Japanese.

import type { signIn as english } from '../en/console-sign-in.ts';

export const signIn: typeof english = {
  ask: {
    heading: 'サインイン',
    lines: ['メールアドレスを入力すると、リンクが届きます。パスワードはありません。'],
    address: 'メールアドレス',
    wrong: 'name@example.com のような形で入力してください。',
    action: 'リンクを受け取る',
  },
  passkey: {
    'sign-in': 'パスキーでサインインする',
    add: 'パスキーを追加する',
    problem: 'うまくいきませんでした。もう一度試すか、リンクを受け取ってください。',
    offer: {
      heading: '次からはメールを待たずに',
      line: 'パスキーがあれば、指紋や顔、PIN でこの端末からすぐに入れます。メールのリンクもこれまでどおり使えます。あとで設定から追加することもできます。',
      later: 'いまはしない',
    },
  },
  sent: {
    heading: 'メールをご覧ください',
    lines: (address) => [
      `${address} が編集者のアドレスなら、まもなくリンクが届きます。使えるのは15分間、一度だけです。`,
      '数分たっても届かないときは、迷惑メールとアドレスの綴りをご確認ください。編集者として登録されているかは、管理者に尋ねてください。',
    ],
    action: 'アドレスを入力し直す',
  },
  link: {
    valid: {
      heading: 'サインイン',
      lines: ['ボタンを押すと、このブラウザでサインインします。リンクが使えるのは一度だけです。'],
      action: 'サインインする',
    },
    used: {
      heading: 'このリンクは使用済みです',
      lines: [
        'サインインのリンクは一度だけ使えます。まだ入れていないときは、新しいリンクを受け取ってください。',
      ],
      action: '新しいリンクを受け取る',
    },
    expired: {
      heading: 'リンクの期限が切れました',
      lines: ['サインインのリンクは15分間使えます。新しいリンクはすぐに届きます。'],
      action: '新しいリンクを受け取る',
    },
    unknown: {
      heading: 'サインインのリンクではありません',
      lines: ['アドレスの一部が欠けているのかもしれません。新しいリンクを受け取ってください。'],
      action: '新しいリンクを受け取る',
    },
  },
};
