// Headings and runs of other languages, as a Japanese typesetter would set them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLanguages } from '../../emails/language-runs.ts';
import { widenPunctuation } from '../../src/digest/heading-text.ts';
import { splitPhrases } from '../../src/digest/phrases.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { personaliseOne } from '../../src/render/personalise.ts';
import { context, digests, reader } from './samples.ts';

test.each([
  ['首脳会談:停戦へ?新たな舞台裏', '首脳会談：停戦へ？新たな舞台裏'],
  ['本当に?!驚いた', '本当に？！驚いた'],
  ['ｶｷﾞ括弧｢など｣､読点｡', 'ｶｷﾞ括弧「など」、読点。'],
  ['新しい制度(案)の中身', '新しい制度（案）の中身'],
  ['比率は3:1、AI (US) とv2.0', '比率は3:1、AI (US) とv2.0'],
  ['Why? Because: yes!', 'Why? Because: yes!'],
  ['次はEV?それともHV?', '次はEV？それともHV？'],
  ['G7:首脳の課題(前編)', 'G7：首脳の課題（前編）'],
  ['東京(Tokyo)と(AI (US) など)の話', '東京（Tokyo）と（AI (US) など）の話'],
  ['(仮)案(', '（仮）案('],
  ['停戦,そして東京~大阪', '停戦，そして東京～大阪'],
  ['Yahoo!とYahoo! JAPAN:違いは?', 'Yahoo!とYahoo! JAPAN：違いは？'],
  ['「Why? Because!」と彼女は言う', '「Why? Because！」と彼女は言う'],
])('sets the heading %s as %s', (heading, set) => {
  expect(widenPunctuation(heading, 'ja')).toBe(set);
  expect(widenPunctuation(heading, 'en')).toBe(heading);
});

test('adds, loses and moves no character of any heading', () => {
  const heading = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'漢かカー?!:;,~()｡､｢｣･ aA1'), maxLength: 40 }),
  );
  fc.assert(
    fc.property(heading, (text) => {
      const set = widenPunctuation(text, 'ja');
      expect(set.length).toBe(text.length);
      expect(set.normalize('NFKC')).toBe(text.normalize('NFKC'));
      expect(widenPunctuation(set, 'ja')).toBe(set);
      expect(splitPhrases(set).join('')).toBe(set);
      for (const language of ['ja', 'en', 'zh', 'ar']) {
        expect(
          splitLanguages(set, language)
            .map((run) => run.text)
            .join(''),
        ).toBe(set);
      }
    }),
  );
});

test.each([
  ['ja', '首相はNew York Timesに語った', [['New York Times', 'en']]],
  ['ja', 'AIと東京、OpenAIの話', []],
  ['ja', '“Rock ’n’ Roll”の夜', []],
  ['en', 'The word 木漏れ日 has no English twin', [['木漏れ日', 'ja']]],
  ['en', 'Published by 菊のダイジェスト編集室 (Tokyo)', [['菊のダイジェスト編集室', 'ja']]],
  ['zh-Hant', '木漏れ日', []],
])('hears in %s “%s” which words are of another language', (language, text, foreign) => {
  const found = splitLanguages(text, language).flatMap((run) =>
    run.language === undefined ? [] : [[run.text, run.language]],
  );
  expect(found).toEqual(foreign);
});

test('says in the mail where the language changes, in headings too', async () => {
  const headline = 'New York Timesが見た夜行列車:静かな復活';
  const { html, text } = personaliseOne(
    await freezeMail({ ...digests.picture, headline }, context),
    reader,
  );
  expect(html).toContain('<span lang="en">New York Times</span>が');
  expect(html.replace(/<[^>]*>/g, '')).toContain('New York Timesが見た夜行列車：静かな復活');
  // The text part and the subject are the editor's, email by email.
  expect(text).toContain(headline);
});

test('never parts a kanji that stands alone from the word it begins', () => {
  expect(splitPhrases('夜行列車が戻ってくる')[0]).toBe('夜行列車が');
});

test.each([
  ['新たな交渉の舞台裏エネルギー・インフラへの攻撃', '舞台裏', 'エネルギー・'],
  ['オーバーツーリズム対策京都の挑戦', 'オーバーツーリズム', '対策京都の'],
  ['止まらない物価高2026年の展望', '物価高', '2026年の'],
  ['広がる選挙制度改革SNSが変える投票', '選挙制度改革', 'SNSが'],
])('parts %j where two may have been glued, between words in any case', (text, before, after) => {
  const phrases = splitPhrases(text);
  expect(phrases.join('')).toBe(text);
  expect(phrases[phrases.indexOf(before) + 1]).toBe(after);
});

test.each(['平成30年度予算の行方', 'ロシア軍が', '関ヶ原の戦い', '駅前カフェが'])(
  'parts no word of %j',
  (text) => {
    for (const phrase of splitPhrases(text)) expect(phrase).not.toMatch(/^(年|軍|ヶ|原|カフェ|\d)/);
  },
);
