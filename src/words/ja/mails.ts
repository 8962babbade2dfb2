// The words of mails, in Japanese.

import type { Words } from '../words.ts';

export const digest: Words['digest'] = {
  question: '問い',
  answer: '答え',
  points: '要点',
  source: '出典',
  editor: '編集部',
  picture: '画像：',
  readSource: (publisher) => (publisher === undefined ? '出典を読む' : `${publisher}で読む`),
  contents: 'この号の内容',
  readingTime: (minutes) => `約${minutes}分で読めます`,
  conclusion: '結論！',
  correction: '訂正',
  invitation: '次の号をメールで受け取る',
  neighbours: 'ほかの号',
  all: 'バックナンバー一覧',
  older: '前の号',
  newer: '次の号',
};

export const mail: Words['mail'] = {
  viewInBrowser: 'ブラウザで読む',
  leaveAtTop: '配信停止',
  leave: '配信を停止する',
  preferences: '受信設定を変える',
  colon: '：',
  whyYouGetThis: '配信に登録された方へお送りしています。',
  reply: 'ご感想をお聞かせください。このメールに返信すると、編集部に届きます。',
  share: 'この号を知り合いにすすめる',
  shareAddress: 'この号を知り合いにすすめるときは、上のアドレスをお伝えください。',
  recipient: 'お届け先',
  sender: '発行',
  joinLists: (names) => names.map((name) => `「${name}」`).join(''),
  buttonFallback: 'ボタンが使えないときは、このアドレスをブラウザで開いてください。',
};

export const transactional: Words['transactional'] = {
  confirm: {
    subject: (brand) => `登録の確認をお願いします：${brand}`,
    heading: 'あと一歩で届きます',
    body: (brand, lists) =>
      `${brand}の${lists}への登録を受け付けました。ご本人の登録であることを、下のリンクで確かめさせてください。`,
    action: '登録を確認する',
    aside:
      'このリンクは7日間使えます。心当たりがなければ、何もしないでください。確認されない登録は消え、配信は始まりません。',
  },
  'address-change': {
    subject: (brand) => `新しいアドレスの確認をお願いします：${brand}`,
    heading: 'このアドレスに切り替えます',
    body: (brand) =>
      `${brand}の届け先を、このメールアドレスに変える申し込みがありました。よろしければ、下のリンクで確認してください。`,
    action: 'アドレスを変更する',
    aside:
      'このリンクは7日間使えます。心当たりがなければ、何もしないでください。確認されるまで、届け先は変わりません。',
  },
  preferences: {
    subject: (brand) => `受信設定のリンク：${brand}`,
    heading: '受信設定はこちらから',
    body: (brand) =>
      `${brand}の受信設定を、下のリンクから開けます。配信の選択、お休み、アドレスの変更、記録の確認や削除ができます。`,
    action: '受信設定を開く',
    aside:
      'リンクはほかの人に渡さないでください。心当たりがなければ、何もしないでください。何も変わりません。',
  },
  welcome: {
    subject: (brand) => `ようこそ：${brand}`,
    heading: 'これからお届けします',
    body: (brand, lists) =>
      `${brand}の${lists}への登録が終わりました。次の号から、このアドレスにお届けします。これまでの号は、いつでも読めます。`,
    action: 'これまでの号を読む',
    aside: '配信の停止や設定の変更は、お届けするメールの上と下にあるリンクから、いつでもできます。',
  },
  'sign-in': {
    subject: (brand) => `サインインのリンク：${brand}`,
    heading: 'サインインはこちらから',
    body: (brand) => `${brand}の編集画面に、下のリンクから入れます。`,
    action: 'サインインする',
    aside:
      'このリンクは15分間、一度だけ使えます。心当たりがなければ、何もしないでください。リンクを使わないかぎり、何も起こりません。',
  },
  invitation: {
    subject: (brand) => `編集画面への招待：${brand}`,
    heading: '編集画面に入れます',
    body: (brand) =>
      `${brand}の編集画面に、このアドレスで入れるようになりました。下のリンクでサインインのページを開き、このアドレスを入力すると、リンクがメールで届きます。`,
    action: 'サインインのページを開く',
    aside: 'パスワードはありません。心当たりがなければ、何もしないでください。',
  },
  approval: {
    subject: (brand) => `配信前の確認をお願いします：${brand}`,
    heading: 'この内容で送ってもよいですか',
    body: (brand, lists) =>
      `${brand}の${lists}を、このまま配信してよいか確認をお願いします。下のリンクから、読者に届くとおりのメールを見て、可否とご意見を返せます。`,
    action: 'メールを見て答える',
    aside:
      'このリンクは14日間、登録なしで使えます。リンクを持つ人は、代わりに答えることができます。開いただけでは何も決まりません。',
  },
  approved: {
    subject: (brand) => `配信してよいとの返事がありました：${brand}`,
    heading: '配信してよいとのことです',
    body: (brand, lists) =>
      `確認をお願いした${brand}の${lists}に、「配信してよい」と返事がありました。お願いしたときの内容に対する返事です。`,
    action: '確認のページを開く',
    aside:
      'まだ何も配信していません。このあと内容を変えると、この返事は無効になります。そのときは、もう一度お願いしてください。',
  },
  declined: {
    subject: (brand) => `まだ配信しないでほしいとの返事がありました：${brand}`,
    heading: 'まだ配信しないでほしいとのことです',
    body: (brand, lists) =>
      `確認をお願いした${brand}の${lists}に、「このままでは配信しないでほしい」と返事がありました。`,
    action: '確認のページを開く',
    aside:
      '内容を直すと、この返事は効力を失います。直したあとに、もう一度確認をお願いしてください。',
  },
};
