// A form's names and values, and what its buttons do without a script.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankFields } from '../../../src/editing/working-copy/blank.ts';
import { findDifferences } from '../../../src/editing/working-copy/differences.ts';
import { editFields } from '../../../src/editing/working-copy/edit.ts';
import { fromEntries, toEntries } from '../../../src/editing/working-copy/entries.ts';
import { fields } from './arbitrary.ts';

test('fields come back from their entries, whatever was typed', () => {
  fc.assert(
    fc.property(fields, (any) => {
      const lines = JSON.parse(JSON.stringify(any).replaceAll('\\r\\n', '\\n'));
      expect(fromEntries(toEntries(any))).toEqual(lines);
    }),
  );
});

test('names that no field has are passed over, and gaps in a list close', () => {
  const read = fromEntries([
    ['__proto__.polluted', 'x'],
    ['constructor.prototype.polluted', 'x'],
    ['sections.7.heading', 'second'],
    ['sections.2.heading', 'first'],
    ['do', 'save'],
  ]);
  expect(read.sections.map(({ heading }) => heading)).toEqual(['first', 'second']);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('a button adds, moves and takes away an item, and one for no place does nothing', () => {
  const start = { ...blankFields('ja'), conclusion: ['a', 'b', 'c'] };
  const edit = (wish: string) => editFields(start, wish).conclusion;
  expect(edit('add:conclusion')).toEqual(['a', 'b', 'c', '']);
  expect(edit('up:conclusion.2')).toEqual(['a', 'c', 'b']);
  expect(edit('down:conclusion.0')).toEqual(['b', 'a', 'c']);
  expect(edit('up:conclusion.0')).toEqual(['a', 'b', 'c']);
  expect(edit('remove:conclusion.1')).toEqual(['a', 'c']);
  for (const nowhere of ['up:conclusion.9', 'remove:__proto__', 'add:headline', 'save', '']) {
    expect(editFields(start, nowhere)).toEqual(start);
  }
  const added = editFields(start, 'add:sections.0.source.points');
  expect(added.sections[0]?.source.points).toHaveLength(4);
});

test('what differs is named by place; blank and missing are the same', () => {
  const before = blankFields('ja');
  const after = { ...before, headline: '夜', conclusion: ['', '終わり'] };
  expect(findDifferences(before, after)).toEqual([
    { path: 'headline', before: '', after: '夜' },
    { path: 'conclusion.1', before: '', after: '終わり' },
  ]);
  expect(findDifferences(before, { ...before, conclusion: ['', ''] })).toEqual([]);
});
