// What Markdown knows and a digest does not, one example each, and what the reader makes of it.

import { markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import type { Digest } from '../../src/digest/schema.ts';

/** Each stands right behind the points of a source; the lines of an example are parted by `⏎`. */
export const constructs: readonly (readonly [name: string, example: string])[] = [
  ['numbered list behind points', '1. a⏎2) b'],
  ['ticked and open tasks', '- [x] a⏎- [ ] b'],
  ['list in a list', '- a⏎  - b'],
  ['list elsewhere', 'a⏎⏎- b⏎1. c'],
  ['wrapped lines, hard breaks', 'a\\⏎b  ⏎c'],
  ['heading over a line', 'a⏎==='],
  ['heading over dashes', 'a⏎---'],
  ['heading with # behind it', '## a ##'],
  ['heading that says “conclusion”', '## Conclusion⏎- a'],
  ['deeper heading, # without a space', '#### a⏎#b'],
  ['thematic break', '* * *⏎a'],
  ['quotation', '> a⏎> b'],
  ['quotation in a quotation', '> > a'],
  ['table', 'a | b⏎---|---⏎c | d'],
  ['fenced code', '```sh⏎- a⏎```'],
  ['indented code', '    a'],
  ['code in words', '`a`'],
  ['emphasis', '*a* or _b_'],
  ['strong by underscores', '__a__'],
  ['strong emphasis', '***a***'],
  ['struck out, highlighted', '~~a~~ ==b=='],
  ['HTML', 'a <b>c</b>'],
  ['comment', 'a <!-- b⏎c --> d'],
  ['entity', 'a &amp; b'],
  ['picture in words, in a body', 'a ![b](https://c.example/)⏎⏎![d](https://e.example/)'],
  ['address in angle brackets', '<https://a.example/>'],
  ['e-mail address in angle brackets', '<a@b.example>'],
  ['bare address', 'https://a.example/'],
  ['link by name', '[a][1] or [b]⏎⏎[1]: https://c.example/⏎[b]: <https://d.example/> "e"'],
  ['link by a name that nobody defines', '[a][1]'],
  ['name that nobody uses', 'a⏎⏎[1]: https://b.example/'],
  ['link with angle brackets', '[a](<https://b.example/>)'],
  ['link to http', '[a](<http://b.example/>)'],
  ['link with a title', '[a](https://b.example/ "c")'],
  ['relative link', '[a](/b)'],
  ['link between notes', '[[a]]'],
  ['footnote', 'a[^1]⏎⏎[^1]: b'],
  ['attributes', 'a {#b .c}'],
  ['marks in a heading', '## a **b** [c](https://d.example/)'],
  ['backslash', '\\*a\\* 1\\. \\# b'],
  ['backslash before a mark of a digest', '\\✅ a'],
  ['backslash before **', '\\*\\*a\\*\\*'],
];

/** What stands in the digest beside the point, each text with its mark; or why it is refused. */
export function readConstruct(example: string) {
  const markdown = `# h\n\n## s\n\n### [t](https://example.com/)\n\n- ✅ p\n\n${example.replaceAll('⏎', '\n')}\n\n- 💡 c\n`;
  const read = markdownToDigest(markdown);
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.errors));
  return { texts: textsOf(read.digest), warnings: read.warnings };
}

function textsOf({ sections, closing, conclusion }: Digest): string[] {
  const texts = sections.flatMap(({ heading, source, opener, body }) => [
    `## ${heading}`,
    ...(source?.points ?? []).map((point) => `✅ ${point}`),
    ...[...opener, ...body].map(({ text }) => text),
  ]);
  const closings = closing.map(({ text }) => `closing: ${text}`);
  return [...texts.slice(2), ...closings, ...conclusion.slice(0, -1).map((text) => `💡 ${text}`)];
}
