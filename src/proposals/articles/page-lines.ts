// The text that an element shows, a paragraph a line, without what frames it.

import { hidden, runsOf, unprintable } from '../../base/characters.ts';

const set = (list: string) => new Set(list.split(' '));
/** Not the article's sentences: programs, pictures and what is said of them, forms, tables, readings. */
const dropped = set(
  'script style template noscript svg math iframe object select textarea audio video canvas rt rp figure figcaption nav aside footer form button table',
);
const blocks = set(
  'address article blockquote body center dd details div dl dt fieldset h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary td th tr ul',
);

interface Line {
  text: string;
  /** Of it, inside of links. */
  linked: number;
  /** 1 to 6 for a heading, else 0. */
  level: number;
}

/**
 * Left out are lines that are links and no sentence (menus, shares, what else to read), those without a letter,
 * headings over nothing, and, of a text of sentences, what follows the last: labels, addresses, names.
 */
export function readLines(root: Element): string[] {
  const lines: Line[] = [];
  let line: Line = { text: '', linked: 0, level: 0 };
  const end = (level = 0) => {
    if (line.text.trim() !== '') lines.push({ ...line, level });
    line = { text: '', linked: 0, level: 0 };
  };
  // By hand, not by recursion, in the order of the page; null ends an element.
  const open: { node: Node | null; inLink: boolean; name: string }[] = [
    { node: root, inLink: false, name: '' },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inLink } = next;
    if (node === null) end(Number(/^h([1-6])$/.exec(next.name)?.[1] ?? 0));
    else if (node.nodeType === 3) {
      const text = node.textContent ?? '';
      const [first = '', ...indented] = text.split(indent);
      line.text += first;
      for (const paragraph of indented) {
        end();
        line.text = paragraph;
      }
      if (inLink) line.linked += text.trim().length;
    } else if (node.nodeType === 1) {
      const name = node.nodeName.toLowerCase();
      if (dropped.has(name) || (name === 'pre' && isCode(node))) continue;
      if (name === 'br') end();
      const isBlock = blocks.has(name);
      if (isBlock) end();
      if (isBlock) open.push({ node: null, inLink, name });
      for (const child of shownChildren(node).reverse()) {
        open.push({ node: child, inLink: inLink || name === 'a', name });
      }
    }
  }
  end();
  const clean = lines
    .map((one) => ({ ...one, text: tidyLine(one.text) }))
    .filter(
      ({ text, linked }) => /\p{L}/u.test(text) && (linked <= text.length * 0.6 || ends.test(text)),
    );
  return trimEnd(clean).map(({ text }) => text);
}

/** A line end and the white space that a Japanese paragraph begins with: some keep an article in one element. */
const indent = /[\r\n]+[ \t]*(?=\u3000)/u;
/** A sentence's end, brackets and quotation marks behind it included. */
const ends = /[。｡.!！?？…][」』）)"'”’]*$/u;

function trimEnd(lines: readonly Line[]): Line[] {
  const held = lines.filter(({ level }, index) => {
    const next = lines[index + 1];
    return level === 0 || (next !== undefined && (next.level === 0 || next.level > level));
  });
  const sentences = held.filter(({ text }) => ends.test(text)).length;
  const last = held.findLastIndex(({ text }) => ends.test(text));
  return sentences * 2 >= last + 1 ? held.slice(0, last + 1) : held;
}

/** A text of a program; one that is only kept in its lines has no `code` in it. */
function isCode(node: Node): boolean {
  return [...node.childNodes].some(({ nodeName }) => /^code$/i.test(nodeName));
}

/** Beside a cell that holds the article, those with less than a fifth of it are its frame. */
function shownChildren(node: Node): Node[] {
  const children = [...node.childNodes];
  const cells = children.filter(({ nodeName }) => /^td$/i.test(nodeName));
  if (cells.length < 2) return children;
  const lengthOf = (cell: Node) => (cell.textContent ?? '').trim().length;
  const longest = Math.max(...cells.map(lengthOf));
  return children.filter((child) => !cells.includes(child) || lengthOf(child) * 5 >= longest);
}

const [controls, unseen] = [runsOf(unprintable), runsOf(hidden)];

/** More marks on one letter than Unicode calls safe (UAX #15): to put them in order costs their square. */
const manyMarks = /(\p{M}{30})\p{M}+/gu;

/** White space as a browser shows it, a line end between wide characters being none; nothing unseen. */
export function tidyLine(text: string): string {
  return text
    .replace(
      /([\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])/gu,
      '$1',
    )
    .replace(/[\s\u00a0]+/gu, ' ')
    .toWellFormed()
    .replace(controls, '')
    .replace(unseen, '')
    .replace(manyMarks, '$1')
    .trim();
}
