// HTML as the lines of text that it shows: a saved page, a piece of one, or a clipboard.

import { Parser } from 'htmlparser2';
import { type LeftOut, type ShownLine, ShownText, TooDeep } from './html-text.ts';
import type { InputLine } from './lines.ts';

type Warn = (line: InputLine, message: string) => void;

/** True for what begins as HTML or as a clipboard of it does, or has elements that hold lines of text. */
export function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, 2000).replace(/^[\s\ufeff]+/u, '');
  if (beginning.test(start)) return true;
  return (text.slice(0, 100_000).match(lineElements)?.length ?? 0) >= 3;
}

const beginning =
  /^(?:<!doctype\s+html|<(?:html|head|body|meta|!--)|Version:\d\.\d\s+StartHTML:)/iu;
const lineElements = /<(?:\/(?:p|div|li|h[1-6]|td|section|article)|br\s*\/?)>/giu;

/**
 * One line per line of text that a browser would show, blank ones between blocks, each with the number of
 * the line of HTML that it begins in. A link becomes `[words](address)`, or its words where it leads
 * nowhere a digest may link to. What is no text is dropped; menus and pictures are named.
 */
export function readHtml(html: string, warn: Warn): InputLine[] {
  const shown = new ShownText();
  const parser = new Parser(shown);
  shown.place = () => parser.startIndex;
  const end = parse(parser, cutClipboard(html));
  const { lines, leftOut } = shown.finish();
  const numbers = numberPlaces(html);
  const isLeftOut = (line: ShownLine | undefined) => line?.zone != null && !line.zone.hasHeadline;
  const kept: InputLine[] = [];
  for (const [index, line] of lines.entries()) {
    const numbered = { number: numbers(line.place), text: line.text };
    if (!isLeftOut(line)) kept.push(numbered);
    else if (line.zone !== lines[index - 1]?.zone) {
      const menu = line.zone?.words.join(' ').slice(0, 500) ?? '';
      if (menu !== '') warn({ ...numbered, text: menu }, 'Left out: the frame of the site');
    }
  }
  for (const [kind, place] of leftOut) {
    const { text, message } = asides[kind];
    warn({ number: numberPlaces(html)(place), text }, message);
  }
  if (end !== null) {
    const line = { number: numberPlaces(html)(end), text: html.slice(end, end + 80) };
    warn(line, 'Left out from here on: the elements of this page are nested too deep');
  }
  return kept;
}

const asides: Readonly<Record<LeftOut, { text: string; message: string }>> = {
  picture: {
    text: '<img>',
    message: 'Left out: pictures. Give a digest and its sources theirs as "image"',
  },
  struck: { text: '<del>', message: 'Left out: what is struck out, from this line on' },
  comment: {
    text: '<!-- -->',
    message: 'Left out: the comments of a word processor, from this line on',
  },
};

/** Where it stopped before the end, or null. */
function parse(parser: Parser, html: string): number | null {
  try {
    parser.end(html);
    return null;
  } catch (error) {
    if (error instanceof TooDeep) return parser.startIndex;
    throw error;
  }
}

/** The part of a Windows clipboard that was copied; all else becomes blank, so that lines keep their numbers. */
function cutClipboard(html: string): string {
  const header = /^[\s\ufeff]*Version:\d\.\d[^<]{0,500}/u.exec(html)?.[0] ?? '';
  const start = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  const from = start < 0 ? header.length : start;
  const before = html.slice(0, from).replace(/[^\n]/gu, ' ');
  return before + html.slice(from, end > from ? end : undefined);
}

/** Gives the number of the line (from 1) of a place; asked in ascending order. */
function numberPlaces(text: string): (place: number) => number {
  let [number, end] = [1, text.indexOf('\n')];
  return (place) => {
    // Where no line ends any more is found out once, and not for every place.
    for (; end >= 0 && end < place; end = text.indexOf('\n', end + 1)) number += 1;
    return number;
  };
}
