import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineCursor } from '../../src/base/cursor.ts';

const cursor = defineCursor('people', z.int().min(1));

test('a cursor comes back as the key it was made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (key) => {
      expect(cursor.encode(key)).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(cursor.decode(cursor.encode(key))).toBe(key);
    }),
  );
});

test('a cursor that was made up, or for another list, is refused as invalid', () => {
  const other = defineCursor('things', z.int()).encode(1);
  const wild = defineCursor('people', z.unknown());
  const madeUp = ['', 'x', other, wild.encode(-1), wild.encode('1'), wild.encode(2 ** 60)];
  for (const text of madeUp) {
    expect(() => cursor.decode(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => cursor.decode(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
    }),
  );
});

test('pages cut anywhere give every row once, in order', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 7 }), (count, limit) => {
      const rows = Array.from({ length: count }, (_, n) => n + 1);
      const seen: number[] = [];
      for (let at: string | null | undefined; at !== null; ) {
        const after = cursor.decode(at) ?? 0;
        const page = cursor.page(
          rows.slice(after, after + limit + 1),
          limit,
          (row) => row,
          (row) => row,
        );
        seen.push(...page.data);
        at = page.nextCursor;
      }
      expect(seen).toEqual(rows);
    }),
  );
});
