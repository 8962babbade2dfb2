import { expect, test } from 'vitest';
import { type Growth, growths } from '../../support/growing-queue.ts';
import { noteRate } from './rate-notes.ts';
import { measureRate } from './rates.ts';

const rates = [5, 50];

test.each(rates.flatMap((rate) => growing().map((growth) => ({ rate, growth }))))(
  'at $rate calls a second, one in a hundred of which hangs, lanes accept 95 % of them if Queues grows $growth',
  async (one) => {
    const figures = await measureRate(one);
    noteRate(figures);
    expect(figures.all).toBeGreaterThanOrEqual(0.95);
    expect(figures.after).toBeGreaterThanOrEqual(0.97);
  },
  240_000,
);

test.each(rates)('a queue that never grows cannot do %i calls a second', async (rate) => {
  const figures = await measureRate({ rate, growth: 'never' });
  noteRate(figures);
  expect(figures.mostConsumers).toBe(1);
  expect(figures.all).toBeLessThan(0.95);
});

function growing(): Growth[] {
  return (Object.keys(growths) as Growth[]).filter((growth) => growth !== 'never');
}
