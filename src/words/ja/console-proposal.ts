// The words of digests made from articles, in Japanese.

import type { ConsoleWords } from '../console.ts';

export const proposal: ConsoleWords['proposal'] = {
  begin: {
    heading: '記事から新しいダイジェスト',
    lead: '記事ごとにひとつの節を作ります。記事の文から取った要点が三つまで、問いと答え、出典です。書かれていないことは加えず、何も配信しません。',
    addresses: '記事のアドレス',
    addressesHint:
      '一行にひとつ。アドレスをふくむ文章をそのまま貼りつけてもかまいません。20 本まで、この順に節になります。',
    language: 'ダイジェストの言語',
    list: '配信するリスト',
    noList: 'まだ決めない',
    listHint: '一度このリストに配信した記事は、気づかないうちに繰り返されることがありません。',
    paste: '記事の文章を貼りつける',
    pasteLead:
      'だれでも開けるわけではないページのために。ダイジェストはこのアドレスを出典にしますが、取りには行きません。',
    pasted: (number) => `記事 ${number}`,
    url: 'アドレス（https）',
    title: '題名',
    text: '本文（一行に一段落）',
    more: 'もう一本貼りつける',
    action: '記事を読む',
    none: 'https:// で始まるアドレスをひとつ以上入れるか、記事の文章を貼りつけてください。',
    tooMany: (count) =>
      `記事が ${count} 本あります。ダイジェストの節は 20 までです。減らしてください。`,
    tooLong: '長すぎるアドレスがあります。',
    back: 'ほかの始め方',
  },
  over: '記事から',
  titles: {
    reading: '記事を読んでいます',
    writing: '節を書いています',
    failed: 'どの記事からも節を作れませんでした',
  },
  leads: {
    reading:
      '一本に十秒ほどかかることがあります。このページを離れても続きます。「今日」から戻れます。',
    writing: 'まもなくできます。',
    ready:
      '記事の言葉でできた提案です。目を通し、必要なら節を作り直し、ダイジェストにして続きを書いてください。',
    made: 'この提案はダイジェストになりました。そこでの書きかえは、この提案には及びません。',
    failed:
      'それぞれに、理由と、どうすればよいかがあります。文章を貼りつけることはいつでもできます。',
  },
  chips: { reading: '読取中', writing: '作成中', ready: '提案', failed: '失敗' },
  waits: {
    ready: '記事からの提案です。目を通してください',
    failed: 'どの記事も読めませんでした',
  },
  lookOver: '目を通す',
  discard: {
    summary: 'この提案を捨てる',
    line: '提案とその裏づけが消え、記事はほかの提案に使えるようになります。ダイジェストには触れません。',
    action: '捨てる',
  },
  reload: 'もう一度見る',
  sources: '記事',
  states: {
    waiting: '待っている',
    reading: '読んでいる',
    read: '読んだ',
    thin: '一部だけ',
    copy: '同じ内容',
    told: '掲載済み',
    failed: '読めない',
  },
  progress: (done, all) => `${all} 本のうち ${done} 本を読みました`,
  copyOf: (title) => `「${title}」と同じ内容です。そこに名前を並べます。`,
  characters: (count) => `${count} 字`,
  mend: {
    summary: '渡しなおす',
    lead: 'ページをご自身で開いて文章を貼りつけるか、別のアドレスを入れてください。',
    url: 'アドレス（https）',
    title: '題名（文章を貼りつけるとき）',
    text: '記事の本文（一行に一段落）',
    action: 'もう一度読む',
  },
  meters: {
    models: '言語モデル',
    usage: (calls, tokens) => `呼び出し ${calls} 回、${tokens} トークン`,
    cost: (cost) => `費用 ${cost}`,
    heading: '出典との関わり',
    grounded: '裏づけ',
    groundedOf: (count, all) => `要点 ${all} のうち ${count}`,
    groundedLine:
      '記事のひとつの文が、それを述べています。加えた言葉も、意味を変える省きもありません。',
    copied: '引き写し',
    copiedOf: (count, all) => `記事 ${all} 本のうち ${count} 本が目安のうち`,
    copiedLine: '要点が写すのは、記事の一割、200 字（英語は 400 字）までが目安です。',
    over: (title) => `引用としては写しすぎています：${title}`,
  },
  headline: '見出し',
  section: (number) => `節 ${number}`,
  sentence: 'もとの文',
  keep: '残す',
  keepPoint: (number) => `要点 ${number} を残す`,
  redoHint: '「残す」とした要点はそのまま、ほかは別の文から作ります。',
  byModel: '言語モデルが選び、短くしました。',
  also: 'ほかに：',
  conclusion: '結論',
  act: 'ダイジェストにする',
  open: 'ダイジェストを開く',
  read: (title) => `記事を読む：${title}`,
  article: {
    over: '読んだときの記事',
    back: '提案に戻る',
    at: (when) => `${when} に読みました`,
    original: 'もとのページを開く',
    supports: (numbers) => `要点 ${numbers}`,
  },
  refused: {
    noSentence: 'この記事には、要点にできる文がもう残っていません。',
    made: 'この提案はもうダイジェストになっています。続きはそちらで。',
    busy: 'まだ作っているところです。少しお待ちください。',
    moved: 'この間に変わりました。今の様子はこのとおりです。',
  },
};
