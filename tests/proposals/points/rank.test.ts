// Which sentence of an article is taken first.

import { expect, test } from 'vitest';
import { choosePoints } from '../../../src/proposals/points/choose.ts';

const bridges = `県は十日、老朽化した橋を調べ、すぐに直すべき橋が四十八本あったと発表した。
調査は長さ五メートルを超え、五十年より前に架けられた橋を対象とし、調査員が橋の下から打音で調べた。
調査の対象とした橋のうち、調査員が下に入れない橋は、無人機を飛ばして調べた。`;

test('where there is room for one point it is what the title tells, and not how that was found out', () => {
  const [first] = choosePoints(bridges, 'ja', { title: 'すぐ直すべき橋、四十八本　県が発表' });
  expect(first?.text).toContain('四十八本');
  // The graph alone takes what shares most words with the rest.
  expect(choosePoints(bridges, 'ja')[0]?.text).not.toContain('四十八本');
});

test('a title in other words, or none, changes nothing', () => {
  expect(choosePoints(bridges, 'ja', { title: 'Forty-eight' })).toEqual(
    choosePoints(bridges, 'ja'),
  );
});
