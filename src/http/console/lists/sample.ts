// A digest to look at while there is none.

import type { Digest } from '../../../digest/schema.ts';
import { uiLanguageOf } from '../../../words/words.ts';

export function sampleDigest(language: string): Digest {
  return uiLanguageOf(language) === 'ja' ? japanese : english;
}

const japanese: Digest = {
  version: 1,
  language: 'ja',
  headline: '見本：夜の図書館に灯がともる',
  lead: '見た目を確かめるための、短い見本です。',
  sections: [
    {
      heading: '閉館後の三時間',
      hook: { question: '夜の図書館に、誰が来るのか？', answer: '夜勤明けの人と、眠れない人' },
      opener: [],
      body: [],
      source: {
        title: '夜八時からの図書館、利用者が一年で二倍に',
        url: 'https://example.com/library',
        publisher: '見本新聞',
        points: ['開くのは週三日、夜八時から十一時まで。', '利用者の四割は二十代。'],
      },
    },
  ],
  closing: [],
  conclusion: ['灯りがひとつあるだけで、人は集まる。'],
};

const english: Digest = {
  version: 1,
  language: 'en',
  headline: 'A sample: the library lights up at night',
  lead: 'A short sample, to see how mails look.',
  sections: [
    {
      heading: 'Three hours after closing',
      hook: { question: 'Who comes to a library at night?', answer: 'Those who cannot sleep' },
      opener: [],
      body: [],
      source: {
        title: 'Night library doubles its readers within a year',
        url: 'https://example.com/library',
        publisher: 'Sample News',
        points: ['It opens three nights a week.', 'Four in ten visitors are in their twenties.'],
      },
    },
  ],
  closing: [],
  conclusion: ['One light is enough for people to gather.'],
};
