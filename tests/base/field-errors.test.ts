// What zod found wrong, as people read it.

import { expect, test } from 'vitest';
import * as z from 'zod';
import { toFieldErrors } from '../../src/base/field-errors.ts';

const Source = z.union([z.string().min(3), z.strictObject({ url: z.string(), title: z.string() })]);
const Input = z.strictObject({ sources: z.array(Source) });

function wrongWith(source: unknown, schema: z.ZodType = Input) {
  const { error } = schema.safeParse({ sources: [source] }, { reportInput: true });
  return error && toFieldErrors(error);
}

test('of two forms the one that was meant says what it lacks', () => {
  expect(wrongWith({ url: 'x' })).toEqual([{ path: 'sources.0.title', message: 'Is required' }]);
  expect(wrongWith({ url: 'x', title: 'y', body: 'z' })).toEqual([
    { path: 'sources.0.body', message: 'Unknown field: remove it' },
  ]);
});

test('what is of neither form, or of a union with words of its own, is named as a whole', () => {
  expect(wrongWith(1)).toEqual([{ path: 'sources.0', message: 'Invalid input' }]);
  const Named = z.strictObject({
    sources: z.array(z.union([z.string(), z.strictObject({ url: z.string() })], 'A source')),
  });
  expect(wrongWith({}, Named)).toEqual([{ path: 'sources.0', message: 'A source' }]);
});
