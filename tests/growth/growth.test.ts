import { expect, test } from 'vitest';
import { findSteepGrowth } from '../support/growth.ts';
import { doors } from './doors.ts';
import { plainShapes } from './shapes.ts';

for (const [name, { parse, shapes }] of Object.entries(doors)) {
  test(`${name}: four times the text takes less than six times the work`, async () => {
    for (const shape of [...plainShapes, ...shapes]) {
      const steep = await findSteepGrowth(parse, shape);
      expect(steep, JSON.stringify(shape(40))).toBe(null);
    }
  }, 120_000);
}
