// The tree of a page, and the part of it that is the article. Its libraries are loaded when first used.

import { readLines } from './page-lines.ts';

/** A page as a tree, as browsers would have it, and Mozilla's judgement of what its article is. */
interface OpenPage {
  document: Document;
  /** The text of the article, a paragraph a line; none if none was found. Spends the document. */
  readText(): string[];
}

/** Makes a tree of a page, at once: of several that are read, one at a time is a tree. */
export type OpenPages = (html: string) => OpenPage;

/**
 * The libraries weigh as much as a third of the worker, and most of its calls never read a page: they are
 * evaluated at the first call (docs/sources.md has the numbers).
 */
export async function loadReader(): Promise<OpenPages> {
  const [{ parseHTML }, { Readability }] = await Promise.all([
    import('linkedom/worker'),
    import('@mozilla/readability'),
  ]);
  return (html) => {
    const { document } = parseHTML(wholePage(html));
    return {
      document,
      readText() {
        removeForms(document);
        removeFrames(document);
        endLedes(document);
        markCommas(document);
        const readability = new Readability<Element>(document, {
          charThreshold: leastCharacters,
          maxElemsToParse: mostElements,
          serializer: asElement,
        });
        const content = readability.parse()?.content;
        return content ? readLines(content).map(unmark) : [];
      },
    };
  };
}

/** linkedom makes no `html` and no `body` where a page has none, and then fails. */
function wholePage(html: string): string {
  const hasRoot = /<html[\s>]/i.test(html);
  if (hasRoot && /<body[\s>]/i.test(html)) return html;
  const inside = html.replace(/<!doctype[^>]{0,500}>|<\/?(?:html|body)(?:\s[^<>]{0,500})?>/gi, '');
  return `<!doctype html><html><body>${inside}</body></html>`;
}

const mostElements = 40_000;

/** Of an article, where Readability takes 500: a Japanese character says what two or three Latin ones do. */
const leastCharacters = 200;

/** Readability gives its serializer the element of the article. */
function asElement(node: Node): Element {
  return node as Element;
}

/** A box around a form says no more than this: a sign-up, a search, a consent. */
const longestBox = 300;
/** For each, the texts around it are measured anew. */
const mostForms = 50;

/**
 * With each form goes the box that it stands in: what invites to fill it in. Readability takes away the
 * form alone.
 */
function removeForms(document: Document): void {
  for (const form of [...document.querySelectorAll('form')].slice(0, mostForms)) {
    let box: Element = form;
    for (let up = form.parentElement; up !== null && isBox(up); up = up.parentElement) box = up;
    box.remove();
  }
}

/** Not where a heading of the page or an article is, however short that is. */
function isBox(element: Element): boolean {
  if (/^(?:html|body|main|article)$/i.test(element.nodeName)) return false;
  if (element.querySelector('h1, article, main') !== null) return false;
  return (element.textContent ?? '').replace(/\s+/gu, '').length <= longestBox;
}

/** What frames an article by its own class or name: of its author, for its readers, of what they said. */
const frames =
  /(?:^|[\s_-])(?:author-?(?:box|bio|info|profile)|about-?author|bio|profile|newsletter|subscri(?:be|ption)|discussion|comments?|toc|pager|pagination)(?:$|[\s_-])/i;
/** Of the text of the page: what has more is what the page is of, whatever its name. */
const mostOfPage = 0.25;
const mostFrames = 100;

/** Readability leaves them where they stand within the article. */
function removeFrames(document: Document): void {
  const lengthOf = ({ textContent }: Element) => (textContent ?? '').replace(/\s+/gu, '').length;
  const most = document.body ? lengthOf(document.body) * mostOfPage : 0;
  const named = [...document.querySelectorAll('div, section, p, ul, ol, dl, span')].filter(
    (element) => frames.test(`${element.className} ${element.id}`),
  );
  for (const element of named.slice(0, mostFrames)) {
    if (element.querySelector('h1, article, main') === null && lengthOf(element) <= most) {
      element.remove();
    }
  }
}

/** In characters: Readability weighs no shorter paragraphs, and takes longer ones as they are. */
const [shortestLede, longestLede] = [25, 79];
/** A full stop that no text has (the presentation form for vertical text), and one that Readability knows. */
const stop = '\ufe12.';
const mostLedes = 2000;

/**
 * A short paragraph beside the article belongs to it if it ends in a full stop, which Readability takes the Latin one
 * for alone: the first sentence of many Japanese articles stands there.
 */
function endLedes(document: Document): void {
  for (const paragraph of [...document.querySelectorAll('p')].slice(0, mostLedes)) {
    const text = (paragraph.textContent ?? '').trim();
    const isShort = text.length >= shortestLede && text.length <= longestLede;
    if (isShort && /[。！？]$/u.test(text)) paragraph.append(stop);
  }
}

/** One of Readability's commas, which no text has: the presentation form for vertical comma. */
const mark = '\ufe10';

/**
 * Readability takes commas for a sign of prose and knows eight of them, but not the Japanese one. While
 * it reads, 、 stands as one that it knows.
 */
function markCommas(document: Document): void {
  const walk = document.createTreeWalker(document.body ?? document, 4);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const text = node.nodeValue ?? '';
    if (text.includes('、')) node.nodeValue = text.replaceAll('、', mark);
  }
}

function unmark(text: string): string {
  return text.replaceAll(mark, '、').replaceAll(stop, '');
}
