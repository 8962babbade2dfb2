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
}

/** Lines that are links and no sentence are left out: menus, shares, what else to read. */
export function readLines(root: Element): string[] {
  const lines: Line[] = [];
  let line: Line = { text: '', linked: 0 };
  const end = () => {
    if (line.text.trim() !== '') lines.push(line);
    line = { text: '', linked: 0 };
  };
  // By hand, not by recursion, in the order of the page; null ends an element.
  const open: { node: Node | null; inLink: boolean; name: string }[] = [
    { node: root, inLink: false, name: '' },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inLink } = next;
    if (node === null) end();
    else if (node.nodeType === 3) {
      const text = node.textContent ?? '';
      line.text += text;
      if (inLink) line.linked += text.trim().length;
    } else if (node.nodeType === 1) {
      const name = node.nodeName.toLowerCase();
      if (dropped.has(name)) continue;
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
  return lines.flatMap(({ text, linked }) => {
    const clean = tidyLine(text);
    const isFrame = linked > clean.length * 0.6 && !/[。.!！]$/u.test(clean);
    return clean === '' || isFrame ? [] : [clean];
  });
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
