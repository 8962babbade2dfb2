// What a proposal says of itself, in Japanese.

import type { Words } from '../words.ts';

export const proposal: Words['proposal'] = {
  askAbout: (topic) => `${topic}について、わかったことは？`,
  askPlainly: 'この記事が伝えていることは？',
  also: 'ほかに：',
  continues: (day) => `${day}のダイジェストでお伝えした話の続きです。`,
  again: (day) => `${day}のダイジェストでも、お伝えした話です。`,
  rhythm: {
    now: (rhythm, list, readers, until) =>
      `定期便「${rhythm}」が作りました。「はい」とお答えいただくと、すぐにリスト「${list}」の読者（現在${readers}人）へ配信します。お答えがなければ配信しません。お答えは${until}まで有効です。`,
    at: (rhythm, list, readers, until, hour) =>
      `定期便「${rhythm}」が${hour}の配信用に作りました。「はい」とお答えいただくと、その時刻にリスト「${list}」の読者（現在${readers}人）へ配信します。お答えがなければ配信しません。お答えは${until}まで有効です。`,
    again: '先にお願いした件について、まだお答えをいただいていません。',
  },
};
