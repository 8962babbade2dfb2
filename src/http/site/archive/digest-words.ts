// The words around a digest on the web; the same as in its mail.

import type { UiLanguage } from '../../ui/language.ts';

const en = {
  answer: 'Answer',
  points: 'Key points',
  source: 'Source',
  editor: 'Editor',
  correction: 'Correction',
  picture: 'Picture: ',
  readMore: (title: string) => `Read on: ${title}`,
  conclusion: 'In conclusion',
  invitation: 'Have the next one sent to you',
  neighbours: 'Other digests',
  older: 'Before this',
  newer: 'After this',
};

export type DigestWords = typeof en;

export const digestWords: Record<UiLanguage, DigestWords> = {
  en,
  ja: {
    answer: '答え',
    points: '要点',
    source: '出典',
    editor: '編集部',
    correction: '訂正',
    picture: '画像：',
    readMore: (title) => `さらに読む：${title}`,
    conclusion: '結論！',
    invitation: '次の号をメールで受け取る',
    neighbours: 'ほかの号',
    older: '前の号',
    newer: '次の号',
  },
};
