import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choosePoints, mostCopied } from '../../../src/proposals/points/choose.ts';
import { groundPoint, isGrounded } from '../../../src/proposals/points/gate.ts';
import { splitSentences } from '../../../src/proposals/points/sentences.ts';

const robbery = '警察によると、男は3日夜、市内の駅前で現金20万円を奪い、逃走した。';
const plan = '市は補助金を3割増やす方針を決めた。';
const library =
  'The city said on Tuesday that the library, which opened in 1921, will not close before March.';

test.each([
  ['an attribution lost', 'ja', robbery, '男は3日夜、駅前で現金20万円を奪い、逃走した。'],
  ['a no lost', 'ja', '政府は計画を承認していないと述べた。', '政府は計画を承認していると述べた。'],
  ['names swapped', 'ja', 'A社はB社を買収すると発表した。', 'B社はA社を買収すると発表した。'],
  ['a role', 'ja', '田中氏は山田氏に書簡を送った。', '田中氏に書簡を送った。'],
  ['what stood apart', 'ja', '死者3人、負傷者20人を出した。', '死者20人を出した。'],
  ['a maybe lost', 'ja', plan, '市は補助金を3割増やす。'],
  ['a number', 'ja', plan, '市は補助金を8割増やす方針を決めた。'],
  ['a no lost', 'en', library, 'The city said that the library will close before March.'],
  ['a number joined', 'en', 'The storm killed 3 people and injured 20.', 'The storm killed 20.'],
  ['a condition in brackets lost', 'ja', '市は橋（一部を除く）を直す。', '市は橋を直す。'],
  ['a voice', 'en', 'Acme was bought by Globex in May.', 'Acme bought Globex in May.'],
  ['a maybe lost', 'en', 'Voters reportedly rejected it in May.', 'Voters rejected it in May.'],
])('%s (%s) is not what the sentence says', (_, language, sentence, point) => {
  expect(groundPoint(point, splitSentences(sentence, language), language).kind).toBe('fused');
});

test.each([
  ['ja', robbery, '警察によると、男は3日夜、駅前で現金20万円を奪い、逃走した。'],
  ['ja', '港町の図書館は、昨年から夜間も開いている。', '図書館は、昨年から夜間も開いている。'],
  ['en', library, 'The city said that the library will not close before March.'],
])('words left out change nothing (%s)', (language, sentence, point) => {
  expect(groundPoint(point, splitSentences(sentence, language), language).kind).toBe('compressed');
});

test('sentences end where a newspaper ends them, and stand where they say', () => {
  const japanese =
    '首相は「行かない。行けない。」と述べた（詳細は後日。）。価格は3.5%上がった！Yahoo!ニュースが報じた。';
  const english = 'Mr. Sato left the U.S. on Jan. 5. He said "No. 5 is done." Go! J. Smith agrees.';
  expect(splitSentences(japanese, 'ja')).toHaveLength(3);
  expect(splitSentences(english, 'en')).toHaveLength(4);
  const anything = fc.string({ unit: fc.constantFrom(...'あ。「」（）.A1 \n!？') });
  fc.assert(
    fc.property(anything, fc.constantFrom('ja', 'en', 'fr'), (text, language) => {
      const sentences = splitSentences(text, language);
      for (const { text: sentence, start, end } of sentences) {
        expect(text.slice(start, end)).toBe(sentence);
      }
      const told = sentences.map((one) => one.text).join('');
      expect(told.replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
    }),
  );
});

const quiet = '海は静かだった。';

test('the points of an article are few, short, apart and grounded by the gate’s own measurement', () => {
  const article = `【汐見＝港支局】汐見町立図書館は今年四月から週三日、午後八時から十一時まで開館している。昼に来られない人のために、町が始めた試みだ。
利用者は一年で二倍に増え、四割は二十一歳から三十四歳だった。図書館によると、夜の貸し出しは昼の三倍に達したという。
町は当初、夜の騒音を心配していたが、苦情は一件も寄せられていない。夜勤の三人はいずれも非常勤で、町は新たに二人を募集している。${quiet.repeat(250)}`;
  const points = choosePoints(article, 'ja');
  expect(points).toHaveLength(3);
  const sentences = splitSentences(article, 'ja');
  for (const { text, start, end } of points) {
    expect(isGrounded(groundPoint(text, sentences, 'ja'))).toBe(true);
    expect(article.slice(start, end)).toContain(text.slice(-6));
  }
  expect(points.map(({ text }) => text).join('').length).toBeLessThanOrEqual(
    mostCopied('ja', article.length),
  );
  const again = choosePoints(article, 'ja', {
    kept: points.slice(0, 1),
    passedOver: new Set(points.map(({ sentence }) => sentence)),
  });
  const before = points.map(({ text }) => text);
  expect(again.filter(({ text }) => before.includes(text))).toEqual([]);
  expect(again.length).toBeLessThanOrEqual(2);
});

test('an article too short for a tenth has one point, and an empty one none', () => {
  expect(choosePoints('港町の図書館は、昨年から夜間も開いている。', 'ja')).toHaveLength(1);
  expect(choosePoints('', 'ja')).toEqual([]);
});
