// How much of an article its points repeat, beside what a citation may.

import { mostCopied } from '../points/choose.ts';
import type { PointSource } from './evidence.ts';

export interface Amount {
  /** Of all points together. */
  characters: number;
  /** Of the article, 0 to 1. */
  share: number;
  /** As many characters as they may have together. */
  most: number;
  isOver: boolean;
}

export function measureAmount(article: PointSource, points: readonly { text: string }[]): Amount {
  const characters = points.reduce((sum, { text }) => sum + text.length, 0);
  const most = mostCopied(article.language, article.text.length);
  return {
    characters,
    share: Math.round((characters / Math.max(1, article.text.length)) * 1000) / 1000,
    most,
    isOver: characters > most,
  };
}
