// What a proposal says of itself, in Japanese.

import type { Words } from '../words.ts';

export const proposal: Words['proposal'] = {
  askAbout: (topic) => `${topic}について、わかったことは？`,
  askPlainly: 'この記事が伝えていることは？',
  also: 'ほかに：',
};
