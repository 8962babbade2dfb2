import { expect, test } from 'vitest';
import { readHead } from '../../src/digest/checks/read-page.ts';

const url = 'https://news.example.com/a';

test('a page that says little is read as far as it goes', () => {
  expect(readHead('<title> One\n two </title>', url)).toEqual({
    title: 'One two',
    publisher: null,
    publishedOn: null,
    image: null,
  });
  const graph = '<script type="application/ld+json">{"datePublished":"2025-03-14"}</script>';
  expect(readHead(graph, url).publishedOn).toBe('2025-03-14');
  const unsafe = '<meta property="og:image" content="javascript:alert(1)">';
  expect(readHead(unsafe, url).image).toBeNull();
});

test('a page of nothing but openings takes time in proportion to its length', () => {
  const long = '<meta '.repeat(40_000);
  const started = performance.now();
  readHead(long, url);
  expect(performance.now() - started).toBeLessThan(2000);
});
