// One spelling for the address of an article, however it was linked.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey } from '../../../src/proposals/stories/address-key.ts';

const plain = 'news.example.com/2026/10/library';

test.each([
  ['https://news.example.com/2026/10/library'],
  ['http://www.news.example.com:80/2026/10/library/'],
  ['https://NEWS.example.com./2026/10/library#comments'],
  ['https://news.example.com/2026/10/%6Cibrary?utm_source=feed&fbclid=a'],
  ['https://news.example.com/2026/10/library?_ga=2.1&srsltid=b&at_medium=RSS&at_campaign=RSS'],
])('%s has the key of its page', (address) => {
  expect(addressKey(address)).toBe(plain);
});

test.each([
  ['https://news.example.com/2026/10/Library'],
  ['https://m.news.example.com/2026/10/library'],
  ['https://news.example.com:8443/2026/10/library'],
  ['https://news.example.com/2026/10/library?page=2'],
  ['https://www.example/2026/10/library'],
])('%s is another page', (address) => {
  expect(addressKey(address)).not.toBe(plain);
});

test('the order of a query says nothing, and what it holds does', () => {
  expect(addressKey('https://a.example/x?b=2&a=1')).toBe(addressKey('https://a.example/x?a=1&b=2'));
  expect(addressKey('https://a.example/x?a=1')).not.toBe(addressKey('https://a.example/x?a=2'));
});

test('what is no address of the web has none', () => {
  for (const text of ['', 'mailto:a@b.example', 'news.example.com', 'https://', 'javascript:1']) {
    expect(addressKey(text)).toBeNull();
  }
});

test('any address has one key, short and in ASCII, that is its own key', () => {
  const addresses = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => `https://a.example/${text}`),
  );
  fc.assert(
    fc.property(addresses, (address) => {
      const key = addressKey(address);
      fc.pre(key !== null);
      expect(key).toMatch(/^[\x21-\x7e]{1,300}$/);
      if (!/~[\da-f]{64}$/.test(key)) expect(addressKey(`https://${key}`)).toBe(key);
    }),
    { numRuns: 50 },
  );
});
