// Headings and runs of other languages, as a Japanese typesetter would set them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widenPunctuation } from '../../emails/heading-text.ts';
import { splitLanguages } from '../../emails/language-runs.ts';
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
])('sets the heading %s as %s', (heading, set) => {
  expect(widenPunctuation(heading, 'ja')).toBe(set);
  expect(widenPunctuation(heading, 'en')).toBe(heading);
});

test('adds, loses and moves no character of any heading', () => {
  const heading = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'漢かカー?!:;()｡､｢｣･ aA1'), maxLength: 40 }),
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
