// Addresses out of whatever was pasted: in their order, and of a text that is nothing else only so many.

import { expect, test } from 'vitest';
import { findAddresses } from '../../../src/proposals/web/pasted-addresses.ts';

test('addresses are found in their order, each once, without what stands around them', () => {
  const text =
    '1. https://a.example/x（港の新聞）\n<https://b.example/?a=1>, https://a.example/x。';
  expect(findAddresses(text)).toEqual(['https://a.example/x', 'https://b.example/?a=1']);
});

test('a paste of thousands is given up after a hundred, whole or broken', () => {
  const many = Array.from({ length: 3000 }, (_, n) => `https://a.example/${n}`);
  expect(findAddresses(many.join('\n'))).toEqual(many.slice(0, 100));
  expect(findAddresses('https://a('.repeat(100_000))).toEqual(['https://a']);
});
