import { expect, test } from 'vitest';
import { addressOf, meanOf, measureExtraction, readSavedPage } from './extraction.ts';
import { savedPages } from './saved-pages.ts';

test.each(savedPages.map((page) => [page.name, page.trait, page] as const))(
  '%s is read for what it is: %s',
  async (_name, _trait, page) => {
    const read = await readSavedPage(page);
    if (page.facts === null) {
      expect(read).toEqual({ kind: 'thin', why: { code: page.thin } });
      return;
    }
    const facts = { ...page.facts, url: page.facts.url ?? addressOf(page) };
    expect(read).toMatchObject({ kind: 'read', article: facts });
  },
);

test('the text of each page is what a person would copy, to a twentieth', async () => {
  const rows = await measureExtraction();
  const poor = rows.filter(({ ours }) => ours !== null && ours < 0.95);
  expect(poor.map(({ page, ours }) => [page.name, ours])).toEqual([]);
  expect(meanOf(rows.map(({ ours }) => ours))).toBeGreaterThanOrEqual(0.95);
});
