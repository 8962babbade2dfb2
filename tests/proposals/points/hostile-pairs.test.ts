// Points that read well and say something else: each was let through once, or is a near relative of one that was.

import { expect, test } from 'vitest';
import { choosePoints } from '../../../src/proposals/points/choose.ts';
import { groundPoint, isGrounded } from '../../../src/proposals/points/gate.ts';
import { splitSentences } from '../../../src/proposals/points/sentences.ts';
import { shortenSentence } from '../../../src/proposals/points/shorten.ts';

type Pair = readonly [what: string, language: string, sentence: string, point: string];

const japanese: readonly Pair[] = [
  ['an exception', 'ja', '北部地区を除き、収集日は週2回に変わる。', '収集日は週2回に変わる。'],
  [
    'an exception in the middle',
    'ja',
    '市内全域のうち、北部地区を除き、収集日は週2回に変わる。',
    '市内全域のうち、収集日は週2回に変わる。',
  ],
  ['a condition', 'ja', '雨が降れば、試合は中止になる。', '試合は中止になる。'],
  [
    'who did it',
    'ja',
    '検察は、被告が、社長を脅したと主張した。',
    '検察は、社長を脅したと主張した。',
  ],
  [
    'whom it was done to',
    'ja',
    '委員会は、工事が安全だとした報告書を、誤りだと認定した。',
    '委員会は、誤りだと認定した。',
  ],
  ['whom it is said of', 'ja', 'A社は賛成し、B社は、反対した。', 'A社は賛成し、反対した。'],
  [
    'what the rest is part of',
    'ja',
    '県は、感染者は12人で、うち2人が重症だとした。',
    '県は、うち2人が重症だとした。',
  ],
  [
    'a part of a list',
    'ja',
    '調査は、東京、大阪、名古屋の3都市で、8月に行われた。',
    '調査は、東京、名古屋の3都市で、8月に行われた。',
  ],
  [
    'the half of a condition',
    'ja',
    '制度は、年収が低く、子どもがいる世帯に限り、利用できる。',
    '制度は、子どもがいる世帯に限り、利用できる。',
  ],
  ['two sums made one', 'ja', '売上高は120億円、営業利益は3億円だった。', '売上高は3億円だった。'],
  [
    'two answers made one',
    'ja',
    '会員のうち3割が賛成、6割が反対と答えた。',
    '会員のうち3割が反対と答えた。',
  ],
  [
    'two places made one',
    'ja',
    '東京では3人、大阪では20人が負傷した。',
    '東京では20人が負傷した。',
  ],
  ['two turns made one', 'ja', '売上は減ったが、利益は増えた。', '売上は増えた。'],
  ['some made all', 'ja', '薬は一部の患者で効果があった。', '薬は患者で効果があった。'],
  ['a doubt', 'ja', '首相は増税に慎重な姿勢を示した。', '首相は増税に姿勢を示した。'],
  ['one who was', 'ja', '元首相の田中氏が出馬する。', '首相の田中氏が出馬する。'],
  ['a deputy', 'ja', '副市長の山田氏が逮捕された。', '市長の山田氏が逮捕された。'],
  ['against', 'ja', '反政府デモに5万人が参加した。', '政府デモに5万人が参加した。'],
  [
    'half of a quotation',
    'ja',
    '社長は「努力し、成長し、必ず勝つ」と述べた。',
    '社長は「努力し、必ず勝つ」と述べた。',
  ],
];

const english: readonly Pair[] = [
  [
    'all but',
    'en',
    'The levy covers all but $300,000 of the cost.',
    'The levy covers all of the cost.',
  ],
  ['except', 'en', 'All staff, except for drivers, will be paid.', 'All staff, will be paid.'],
  ['apart from', 'en', 'All staff, apart from drivers, will be paid.', 'All staff will be paid.'],
  ['other than', 'en', 'Anyone other than residents must pay.', 'Residents must pay.'],
  ['not yet', 'en', 'The company has yet to pay its staff.', 'The company has to pay its staff.'],
  ['a lack', 'en', 'The plan lacks support.', 'The plan support.'],
  ['a wish', 'en', 'He said he wished the vaccine worked.', 'He said the vaccine worked.'],
  ['few', 'en', 'Few residents support the plan.', 'Residents support the plan.'],
  ['one who was', 'en', 'The former mayor was arrested.', 'The mayor was arrested.'],
  [
    'whose lawyers',
    'en',
    'Lawyers for Ms Reed said Mr Holt attacked her.',
    'Ms Reed said Mr Holt attacked her.',
  ],
  ['who did it', 'en', 'Holt, who attacked Reed, was sentenced.', 'Reed was sentenced.'],
  [
    'what did not happen',
    'en',
    'Had the dam failed, 3,000 people would have died.',
    '3,000 people would have died.',
  ],
  ['in mice', 'en', 'In mice, the drug cured cancer.', 'The drug cured cancer.'],
];

test.each([...japanese, ...english])(
  '%s left out is seen (%s): %s',
  (_, language, sentence, point) => {
    expect(groundPoint(point, splitSentences(sentence, language), language).kind).toBe('fused');
  },
);

test.each([
  [
    'ja',
    '国土交通省は2日、老朽化した下水道管の全国調査で、緊急の対策が必要な管が見つかったと発表した。',
    '国土交通省は2日、緊急の対策が必要な管が見つかったと発表した。',
  ],
  ['ja', '市は公園を、来年度、民間に売却する。', '市は公園を、民間に売却する。'],
  [
    'ja',
    '代表の藤原美咲さん（41）は、3年前に工房を開いた。',
    '代表の藤原美咲さんは、3年前に工房を開いた。',
  ],
  [
    'en',
    'The council, which met on Tuesday, voted 7 to 4 to keep trams free.',
    'The council voted 7 to 4 to keep trams free.',
  ],
])('what can be done without may still go (%s): %s', (language, sentence, point) => {
  expect(groundPoint(point, splitSentences(sentence, language), language).kind).toBe('compressed');
});

const shortened = (sentence: string, language: string) =>
  [...shortenSentence(sentence, language)]
    .slice(1)
    .filter((text) => isGrounded(groundPoint(text, splitSentences(sentence, language), language)));

test('the default leaves out of an English sentence only what is said in passing, with both its commas', () => {
  expect(
    shortened(
      'The mayor, whose brother was convicted, resigned on Monday, citing health reasons.',
      'en',
    ),
  ).toEqual([
    'The mayor resigned on Monday, citing health reasons.',
    'The mayor, whose brother was convicted, resigned on Monday.',
    'The mayor resigned on Monday.',
  ]);
  const list = 'Sweden, Norway, and Denmark, but not Finland, signed the treaty.';
  expect(shortened(list, 'en')).toEqual([]);
  const consent =
    'If you accept, we will also use cookies to deliver ads, and show content, if you like.';
  expect(shortened(consent, 'en')).toEqual([]);
});

test.each([
  '田中氏は、佐藤氏が、鈴木氏を推薦したと明かした。',
  '市長は、隣の市が、ごみ焼却場を、無断で建てたと批判した。',
  '被害者の女性は、男が、ナイフを持って、店員を脅すのを見たと話した。',
  '市は、廃校になった小学校を、無償で譲渡する案を、撤回した。',
])('the default finds nothing to leave out where each clause is needed: %s', (sentence) => {
  expect(shortened(sentence, 'ja')).toEqual([]);
});

test('a place and a day do not go over to another verb', () => {
  const auction = '函館市で8日、イカの初競りが行われ、最高値は1箱あたり9万円だった。';
  expect(shortened(auction, 'ja')).toEqual([]);
});

test('what stands beneath a picture is no point', () => {
  const caption = '記者会見する総裁＝31日、東京都中央区（撮影・時代太郎）';
  const text = '日銀は31日の会合で、政策金利を0.75%程度に据え置くことを賛成多数で決めた。';
  const points = choosePoints(`${caption}\n${text}`, 'ja');
  expect(points.map((point) => point.text)).toEqual([text]);
});

test.each([
  ['ja', '半角の句点です｡次の文です｡', 2],
  ['ja', 'なぜ？？？と聞いた。本当？とても驚いた。', 3],
  ['en', 'He said: "It is over. Go home." Nobody moved.', 2],
  ['en', 'He said: “It is over. Go home.” Nobody moved. A " alone. Ends nothing.', 4],
])('half of what somebody said is no sentence (%s): %s', (language, text, count) => {
  expect(splitSentences(text, language)).toHaveLength(count);
});
