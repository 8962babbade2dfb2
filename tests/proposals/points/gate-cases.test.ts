import { expect, test } from 'vitest';
import { makeGateCases, measureGate } from './gate-cases.ts';

test('there are 200 Japanese and 100 English pairs, no two alike', () => {
  const all = [...makeGateCases('ja'), ...makeGateCases('en')];
  expect(all).toHaveLength(300);
  expect(new Set(all.map(({ article, point }) => `${article} ${point}`)).size).toBe(300);
});

test('what is changed is seen in all but a few, and nearly every honest shortening stands', () => {
  const rows = measureGate();
  const share = (own: typeof rows) =>
    own.reduce((sum, { hits }) => sum + hits, 0) / own.reduce((sum, { pairs }) => sum + pairs, 0);
  for (const language of ['ja', 'en'] as const) {
    const own = rows.filter((row) => row.language === language);
    expect(share(own.filter(({ change }) => change !== 'honestly shortened'))).toBeGreaterThan(
      0.95,
    );
    expect(share(own.filter(({ change }) => change === 'honestly shortened'))).toBeGreaterThan(0.9);
  }
});
