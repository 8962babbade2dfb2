import { expect, test } from 'vitest';
import { Language } from '../../src/base/language.ts';

test.each([
  ['ja', 'ja'],
  ['JA-jp', 'ja-JP'],
  ['zh-hant-TW', 'zh-Hant-TW'],
  ['en-UK', 'en-GB'],
  ['jpn', 'ja'],
  ['es-419', 'es-419'],
])('%s is the language %s', (tag, canonical) => {
  expect(Language.parse(tag)).toBe(canonical);
});

test.each([
  ['jp', 'ja'],
  ['cn', 'zh'],
  ['cz', 'cs'],
  ['ja_JP', 'ja-JP'],
  ['Japanese', 'ja'],
  ['日本語', 'ja'],
  ['英語', 'en'],
  ['Deutsch', 'de'],
])('instead of %s the language %s is proposed', (tag, proposed) => {
  const [issue] = Language.safeParse(tag).error?.issues ?? [];
  expect(issue?.message).toContain(`did you mean ${proposed}?`);
});

test.each(['', 'xx', 'english please', 'ja-QQ', 'qqq', 'x'.repeat(99)])(
  '%s is no language',
  (tag) => {
    expect(Language.safeParse(tag).success).toBe(false);
  },
);
