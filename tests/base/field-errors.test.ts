// What zod found wrong, as people read it.

import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseFields } from '../../src/base/field-errors.ts';

const Source = z.union([z.string().min(3), z.strictObject({ url: z.string(), title: z.string() })]);
const Input = z.strictObject({ sources: z.array(Source) });
const Kept = z.union([
  z.strictObject({ url: z.string(), title: z.string().exactOptional() }),
  z.strictObject({ item: z.uuid() }),
]);

function errorsOf(schema: z.ZodType, value: unknown) {
  const parsed = parseFields(schema, value);
  return parsed.kind === 'invalid' ? parsed.errors : [];
}

function wordsFor(schema: z.ZodType, value: unknown): string[] {
  return errorsOf(schema, value).map(({ message }) => message);
}

const wrongWith = (source: unknown, schema: z.ZodType = Input) =>
  errorsOf(schema, { sources: [source] });

test('of two forms the one that was meant says what it lacks', () => {
  expect(wrongWith({ url: 'x' })).toEqual([{ path: 'sources.0.title', message: 'Is required' }]);
  expect(wrongWith({ url: 'x', title: 'y', body: 'z' })).toEqual([
    { path: 'sources.0.body', message: 'Unknown field: remove it' },
  ]);
  expect(errorsOf(Kept, { url: 5 })).toEqual([{ path: 'url', message: 'Must be text' }]);
});

test('where no form was meant, each says what it wants', () => {
  expect(wrongWith(1)).toEqual([
    {
      path: 'sources.0',
      message: 'Mend it in one of these ways: Must be text; or Must be an object, in { }',
    },
  ]);
  expect(errorsOf(Kept, {})).toEqual([
    {
      path: '',
      message: 'Mend it in one of these ways: url: Is required; or item: Is required',
    },
  ]);
});

test('a union with words of its own is named as a whole', () => {
  const Named = z.strictObject({
    sources: z.array(z.union([z.string(), z.strictObject({ url: z.string() })], 'A source')),
  });
  expect(wrongWith({}, Named)).toEqual([{ path: 'sources.0', message: 'A source' }]);
});

test('what is wrong is said by what it must be', () => {
  expect(wordsFor(z.strictObject({}), [])).toEqual(['Must be an object, in { }']);
  expect(wordsFor(z.array(z.string()), 'x')).toEqual(['Must be a list, in [ ]']);
  expect(wordsFor(z.int(), 1.5)).toEqual(['Must be a whole number']);
  expect(wordsFor(z.coerce.number(), 'x')).toEqual(['Must be a number']);
  expect(wordsFor(z.enum(['once', 'skip']), 'often')).toEqual(['Must be "once" or "skip"']);
  expect(wordsFor(z.int().min(1).max(20), 0)).toEqual(['Must be at least 1']);
  expect(wordsFor(z.int().min(1).max(20), 99)).toEqual(['Must be at most 20']);
  expect(wordsFor(z.string().min(1), '')).toEqual(['Must not be empty']);
  expect(wordsFor(z.string().max(2), 'abc')).toEqual(['Must be at most 2 characters']);
  expect(wordsFor(z.array(z.int()).min(1), [])).toEqual(['Needs at least one entry']);
  expect(wordsFor(z.array(z.int()).max(2), [1, 2, 3])).toEqual(['Holds at most 2 entries']);
  expect(wordsFor(z.uuid(), 'x')).toEqual(['Must be an id, as an answer has shown it']);
  expect(wordsFor(z.string().regex(/^a$/), 'b')).toEqual(['Must match the pattern /^a$/']);
  expect(
    wordsFor(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('all') })]), {}),
  ).toEqual(['Must be "all"']);
  expect(wordsFor(z.record(z.string().max(1), z.string()), { ab: '' })).toEqual([
    'Must be at most 1 characters',
  ]);
});
