// The line under the points: address, publisher, and what is neither.
import { expect, test } from 'vitest';
import { readCredit } from '../../src/digest/import/credit.ts';

const url = 'https://a.example/x';

test.each<[string, string | null, string?]>([
  ['さらに読む ⇒東京新聞出典/画像元: %', '東京新聞'],
  ['さらに読む ⇒出典/画像元: %', null],
  ['さらに読む ⇒出典/画像元: %。', null],
  ['さらに読む ⇒朝刊出典/画像元: (%)', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: [記事](%)', '朝刊'],
  ['さらに読む ⇒出典/画像元: [東京新聞](%)', '東京新聞'],
  ['さらに読む ⇒朝刊出典/画像元: <%>', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: "%"', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: 「%」', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: %\u200b', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: %より引用', '朝刊'],
  ['さらに読む ⇒朝刊出典/画像元: %、他', '朝刊', '他'],
  ['詳しくはこちら→東京新聞出典/画像元: %', '東京新聞'],
  ['続きはこちら＞東京新聞 %', '東京新聞'],
  ['引用元: 朝日新聞 %', '朝日新聞'],
  ['引用元:%', null],
  ['出典：朝刊 %', '朝刊'],
  ['出典：毎日新聞（夕刊） %', '毎日新聞（夕刊）'],
  ['出典: % （東京新聞）', '東京新聞'],
  ['出典: %（東京新聞）', '東京新聞'],
  ['（出典：東京新聞 %）', '東京新聞'],
  ['参考記事：「BBC」 %', 'BBC'],
  ['Source: The Gazette (%)', 'The Gazette'],
  ['Source: The Gazette <%>.', 'The Gazette'],
  ['Source: % (The Gazette)', 'The Gazette'],
  ['Source/Image: %', null],
  ['Read more ⇒ The Valley Gazette Source/Image: %', 'The Valley Gazette'],
  ['Read more at The Gazette: %', 'The Gazette'],
  ['via BBC — %', 'BBC'],
  ['%', null],
  ['<%>', null],
  ['出典: % 写真', null, '写真'],
  ['出典: % 👍', null, '👍'],
  ['出典: % と https://b.example/y', null, 'と https://b.example/y'],
])('%s', (text, publisher, rest = '') => {
  expect(readCredit(text.replace('%', url))).toEqual({ url, publisher, rest });
});

test.each([
  '静かな決断でした。',
  '出典について話す',
  'Source code is open',
  'こちらの道へ',
  'from here on',
  `詳しい話は${url}にある`,
])('%s is no credit', (text) => {
  expect(readCredit(text)).toBeNull();
});
