import { expect, test } from 'vitest';
import { renameOne } from '../../../../src/http/console/scripts/editor/form.ts';
import { markLink, markStrong } from '../../../../src/http/console/scripts/editor/marks.ts';

const strong = (text: string, from: number, to: number) => markStrong({ text, from, to });

test('strong is put around what is selected, and taken away by the same key', () => {
  const marked = strong('夜の図書館', 2, 5);
  expect(marked).toEqual({ text: '夜の**図書館**', from: 4, to: 7 });
  expect(markStrong(marked)).toEqual({ text: '夜の図書館', from: 2, to: 5 });
  expect(strong('**a**', 0, 5).text).toBe('a');
});

test('a link takes what is selected as its words, or as its address', () => {
  expect(markLink({ text: 'see here', from: 4, to: 8 })).toEqual({
    text: 'see [here](https://)',
    from: 11,
    to: 19,
  });
  const address = 'https://a.example/x';
  expect(markLink({ text: address, from: 0, to: address.length })).toEqual({
    text: `[](${address})`,
    from: 1,
    to: 1,
  });
});

test('an item that moved takes its names along, and no other', () => {
  expect(renameOne('sections.1.heading', 'sections.1', 'sections.0')).toBe('sections.0.heading');
  expect(renameOne('up:sections.1', 'sections.1', 'sections.0')).toBe('up:sections.0');
  expect(renameOne('sections.10', 'sections.1', 'sections.0')).toBeNull();
});
