// How a point came about, and whether one sentence of its article says it: always in words, amber where not.

import { consoleWordsFor } from '../../../words/console.ts';
import { Chip } from '../ui/notice.tsx';

interface PointMarkProps {
  point: { how: 'quoted' | 'compressed' | 'fused' | 'edited'; grounded: boolean };
  language: string;
}

export function PointMark({ point: { how, grounded }, language }: PointMarkProps) {
  const words = consoleWordsFor(language).proposal;
  return (
    <span class="point-mark">
      <Chip tone={grounded ? 'good' : 'careful'}>{words.how[how]}</Chip>{' '}
      <span class="soft small">{grounded ? words.grounded : words.ungrounded}</span>
    </span>
  );
}
