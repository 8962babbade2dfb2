// What of a model's words may stand: its texts against the article, its hook against the points.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findForeign } from '../../../src/proposals/drafting/foreign.ts';
import { readHook } from '../../../src/proposals/drafting/hook-answer.ts';
import { judgeAnswer, SectionAnswer } from '../../../src/proposals/drafting/section-answer.ts';
import { readAnswer } from '../../../src/proposals/models/read-answer.ts';
import { splitSentences } from '../../../src/proposals/points/sentences.ts';
import { ferry, right } from './ferry.ts';

const english =
  'Acme Corp. said on May 3 that the “Gull” ferry runs 38 km. See acme.example. Mr. Sato agreed.';

test.each([
  ['ja', '船は38キロ走り、「カモメ丸」という。', []],
  ['ja', '船は３８キロ走る。', []],
  ['ja', '「カモメ」は船の名だ。', ['「カモメ」']],
  ['ja', '『カモメ丸』は船の名だ。', ['『カモメ丸』']],
  ['ja', '「カモメ丸は船の名だ。', ['"']],
  ['ja', '船はスワンという。', ['スワン']],
  ['ja', '船は380キロ走る。', ['380']],
  ['ja', '船は3キロ走る。', ['3']],
  ['ja', '詳しくは kamome.jp/a を。', ['kamome.jp/a', 'kamome', 'jp']],
  ['en', 'Acme Corp. said the “Gull” ferry runs 38 km, and Sato agreed.', []],
  ['en', 'The ferry of Globex runs 38 km.', ['globex']],
  ['en', 'The "Gull" runs 38 km.', ['"Gull"']],
  ['en', 'Mail acme@acme.example now.', ['acme@acme.example']],
])('%s: of “%s” the source does not have %j', (language, text, foreign) => {
  const source = language === 'ja' ? ferry.text : english;
  expect(findForeign(text, source, language)).toEqual(foreign);
});

const points = [
  { text: '船は一度の充電で38キロ走り、定員は46人だ。', isGrounded: true },
  { text: '料金は200円だ。', isGrounded: false },
];

test.each([
  ['words of the point', '船は何キロ走る？', '船は38キロ走り、定員は46人だ。', 0],
  ['a number of a point in amber', '料金は200円？', '船は38キロ走り、定員は46人だ。', null],
  ['an answer of the point in amber', '料金は？', '料金は200円だ。', null],
  ['a number of its own', '船は58キロ走る？', '船は38キロ走り、定員は46人だ。', null],
  ['a number in kanji', '船は五十キロ走る？', '船は38キロ走り、定員は46人だ。', null],
  ['a name of its own', 'スワンは何キロ走る？', '船は38キロ走り、定員は46人だ。', null],
  ['a quotation', '「船」は何キロ走る？', '船は38キロ走り、定員は46人だ。', null],
  ['no question', '船は走る。', '船は38キロ走り、定員は46人だ。', null],
  ['no answer', '船は何キロ走る？', '', null],
  ['an answer in two lines', '船は何キロ走る？', '船は38キロ走り、\n定員は46人だ。', null],
  ['a NUL in its answer', '船は何キロ走る？', '船は38キロ走り、\0定員は46人だ。', null],
  ['half a pair', '船は何キロ走る\ud800？', '船は38キロ走り、定員は46人だ。', null],
  ['a no', '船は何キロ走る？', '船は38キロ走らず、定員は46人だ。', null],
])('a hook with %s', (_, question, answer, point) => {
  const read = readHook({ question, answer }, points, 'ja');
  expect(read).toEqual(point === null ? null : { question, answer, point });
});

const task = {
  title: ferry.title,
  language: 'ja',
  sentences: splitSentences(ferry.text, 'ja'),
  mostPoints: 3,
  mostCharacters: 70,
  passedOver: new Set<number>(),
};

test('whatever a model answers, what is accepted has nothing that the article has not', () => {
  const pieces = [
    '船は',
    '38',
    '58',
    'キロ',
    '「',
    '」',
    'カモメ丸',
    '。',
    'https://a.example/',
    '\n',
    'ない',
    ' ',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''));
  const point = fc.record({ text, sentence: fc.oneof(fc.integer(), fc.double()) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 5 }), (own) => {
      const judged = judgeAnswer({ points: own, hook: right.hook }, task, ferry.text);
      if (judged.broken.length > 0) return;
      expect(judged.points.some(({ isGrounded }) => isGrounded)).toBe(true);
      for (const one of judged.points) {
        expect(findForeign(one.text, ferry.text, 'ja')).toEqual([]);
        expect(task.sentences[one.sentence]).toBeDefined();
      }
    }),
  );
});

test('too many points, too much, twice one sentence and sentences that are passed over break the rules', () => {
  const judge = (own: typeof right.points, others: Partial<typeof task> = {}) =>
    judgeAnswer({ ...right, points: own }, { ...task, ...others }, ferry.text).broken.length;
  const [one, two, three] = right.points as [never, never, never];
  expect(judge([one, two, three])).toBe(0);
  expect(judge([])).toBe(1);
  expect(judge([one, one])).toBeGreaterThan(0);
  expect(judge([one, two, three], { mostPoints: 2 })).toBeGreaterThan(0);
  expect(judge([one, two, three], { mostCharacters: 60 })).toBeGreaterThan(0);
  expect(judge([one], { mostCharacters: 5 })).toBe(0);
  expect(judge([one], { passedOver: new Set([1]) })).toBeGreaterThan(0);
});

test('any text is read as an answer or as none', () => {
  const pieces = ['{', '}', '"points"', ':', '[', ']', '"hook"', '1', ',', '"text"'];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (said) => {
      const read = readAnswer(said, SectionAnswer);
      return read === null || Array.isArray(read.points);
    }),
  );
  expect(readAnswer(`${'{'.repeat(30_000)}`, SectionAnswer)).toBeNull();
});
