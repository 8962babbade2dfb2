// What the question of a section is about.

import { expect, test } from 'vitest';
import { longestTopic } from '../../../src/proposals/points/topic.ts';

test.each([
  ['ja', '「自己研さん」は労働　支払い命令', '地裁は会社に支払いを命じた。', null],
  ['ja', '再稼働の見通し立たず', '社長は見通しが立たないと述べた。', null],
  ['ja', '再稼働を検討', '社長は再稼働を検討した。', '再稼働'],
  ['ja', '日銀、政策金利を据え置き', '日銀は政策金利を据え置いた。', '政策金利'],
  ['en', 'Halden keeps its trams free', 'The council of Halden voted for it.', 'Halden'],
])('it is a whole word that the title has, too (%s): %s', (language, title, point, topic) => {
  expect(longestTopic(title, point, language)).toBe(topic);
});
