// What `npm run emails` shows the templates with: a small digest and people who do not exist.
import type { Digest } from '../src/digest/schema.ts';
import type { Reader, Sender } from './parts/footer.tsx';

export const previewSender: Sender = {
  name: '菊のダイジェスト編集室',
  address: '〒000-0000 見本県見本市一丁目',
  contact: 'hello@example.com',
};

export const previewReader: Reader = {
  to: 'delivered@resend.dev',
  listName: '朝のダイジェスト',
  unsubscribeUrl: 'https://digest.example.com/u/preview',
  preferencesUrl: 'https://digest.example.com/preferences/preview',
};

export const previewDigest: Digest = {
  version: 1,
  language: 'ja',
  headline: '夜行列車が戻ってくる：静かな復活の舞台裏',
  lead: '一度は消えた夜行列車が、各地で走り始めた。誰が乗り、誰が支えているのか。',
  publishedOn: '2026-10-04',
  sections: [
    {
      heading: '復活のきっかけ：飛行機より遅い、という価値',
      hook: { question: 'なぜ今、夜行列車なのか？', answer: '移動と宿を一度にすませる人が増えた' },
      opener: [
        { voice: 'comment', text: '眠っている間に着く、という時間の使い方が見直されていますね。' },
      ],
      source: {
        title: '寝台の予約が三年で二倍に、週末は満席続き',
        url: 'https://news.example.com/articles/night-trains',
        publisher: '北回り新聞',
        publishedOn: '2026-10-02',
        image: {
          url: 'https://news.example.com/pictures/night-train.jpg',
          alt: '夜の駅に止まる寝台列車の窓明かり',
          credit: '北回り新聞',
        },
        points: [
          '三つの路線で寝台の予約数が三年前の二倍になり、週末はほぼ満席が続いている。',
          '利用者の四割は二十代で、移動の費用と宿泊費をまとめられる点を理由に挙げた。',
          '運行会社は、車両の改修を終えた編成から順に便数を増やす。',
        ],
      },
      body: [
        {
          voice: 'narration',
          text: '数字の裏には、地域の取り組みがある。終着駅の町では、早朝に着く客のために食堂が**五時から**開くようになった。',
        },
        { voice: 'narration', text: '静かな時間を売りにする試みは、まだ始まったばかりだ。' },
      ],
    },
  ],
  closing: [],
  conclusion: [
    '夜行列車は、遅さを価値に変えて戻ってきた。',
    '支えているのは若い乗客と、早起きの町である。',
    '車両と人手の不足が、次の壁になる。',
  ],
};
