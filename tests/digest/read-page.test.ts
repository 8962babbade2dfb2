import { expect, test } from 'vitest';
import { readHead } from '../../src/digest/checks/read-page.ts';

const url = 'https://news.example.com/a';

test('a page that says little is read as far as it goes', () => {
  expect(readHead('<title> One\n two </title>', url)).toEqual({
    title: 'One two',
    publisher: null,
    published: null,
    image: null,
  });
  const graph = '<script type="application/ld+json">{"datePublished":"2025-03-14"}</script>';
  expect(readHead(graph, url).published).toBe('2025-03-14');
  const broken = '<script type="application/ld+json">{"datePublished":"2025-03-14",}</script>';
  expect(readHead(broken, url).published).toBe('2025-03-14');
  const unsafe = '<meta property="og:image" content="javascript:alert(1)">';
  expect(readHead(unsafe, url).image).toBeNull();
});

test('a day that a page has for other pages, too, or for its programs, is not its own', () => {
  const several = `<script type="application/ld+json">[{"datePublished":"2025-03-14"},
    {"datePublished":"2024-01-02",}]</script>`;
  expect(readHead(several, url).published).toBeNull();
  const data = '<script id="__NEXT_DATA__">{"related":[{"datePublished":"2024-01-02"}]}</script>';
  expect(readHead(data, url).published).toBeNull();
});

test('a page of nothing but openings takes time in proportion to its length', () => {
  const long = '<meta '.repeat(40_000);
  const started = performance.now();
  readHead(long, url);
  expect(performance.now() - started).toBeLessThan(2000);
});
