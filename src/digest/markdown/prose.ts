// Running text between Markdown and a digest: escapes both ways, and what Markdown has and a digest has not.

import { type Inline, parseInline } from '../inline.ts';
import { findForeign } from './foreign.ts';

/** What the words are for: a `text` knows **strong** and links, a `line` (a heading, a name) no marks at all. */
export type Field = 'text' | 'line';

/** `faults`: what the words hold that has no meaning in a digest, each said once. */
export interface Prose {
  text: string;
  faults: string[];
}

/** Where `[label][name]` leads, by names as `nameOf` spells them. */
export type References = ReadonlyMap<string, { url: string; use(): void }>;

/**
 * Reads words: a backslash before a mark makes it a character; links with angle brackets, titles or
 * names become links as a digest writes them.
 */
export function readProse(written: string, field: Field, references?: References): Prose {
  const faults = new Set<string>();
  let masked = maskEscapes(written);
  if (field === 'text') {
    masked = readNamedLinks(masked, references)
      .replace(wordyLink, (_, label: string, url: string, title?: string) => {
        if (title !== undefined) faults.add(`A link has no title: ${unmask(title)} is left out`);
        return `[${label}](${url})`;
      })
      .replace(autolink, (_, address: string, mail?: string) =>
        mail === undefined ? `[${address}](${address})` : `[${mail}](mailto:${mail})`,
      );
  }
  const text = unmask(masked);
  for (const { message } of findForeign(scan(masked, field))) faults.add(message);
  if (field === 'text' && countMarks(parseInline(text)) > countMarks(parseInline(masked)))
    faults.add('In a digest no backslash keeps ** or a link from being one');
  return { text, faults: [...faults] };
}

/** Writes words so that `readProse` gives them back without a fault; `also` are characters to escape in any case. */
export function writeProse(text: string, field: Field, also: Iterable<number> = []): string {
  const escapes = new Set(also);
  for (const { index } of text.matchAll(meaningfulBackslash)) escapes.add(index);
  for (;;) {
    const masked = text.replace(anyUnit, (unit, at: number) =>
      escapes.has(at) && isMark(unit) ? mask(unit) : unit,
    );
    const found = findForeign(scan(masked, field)).filter(({ at }) => !escapes.has(at));
    if (found.length === 0) break;
    for (const { at, run } of found) for (let n = 0; n < run; n++) escapes.add(at + n);
  }
  return text.replace(anyUnit, (unit, at: number) => (escapes.has(at) ? `\\${unit}` : unit));
}

/** How names of links are compared: case and spaces do not matter. */
export function nameOf(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

const anyUnit = /[\s\S]/g;
const mark = /[!-/:-@[-`{-~]/;
const escaped = /\\([!-/:-@[-`{-~])/g;
const meaningfulBackslash = /^\\|\\(?=[!-/:-@[-`{-~])/g;
/** An escaped mark: half a surrogate pair, which no line of a text holds, and its code in it. */
const masks = /(?<![\ud800-\udbff])[\udc21-\udc7e]/g;

function isMark(unit: string): boolean {
  return mark.test(unit);
}

function mask(unit: string): string {
  return String.fromCharCode(0xdc00 + unit.charCodeAt(0));
}

function maskEscapes(written: string): string {
  return written.replace(escaped, (_, unit: string) => mask(unit));
}

function unmask(masked: string): string {
  return masked.replace(masks, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xdc00));
}

const autolink = /<((?:https:\/\/|mailto:)[^\s<>[\]]+|([a-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+))>/gi;
const wordyLink =
  /\[([^[\]]+)\]\(\s*<?((?:https:\/\/|mailto:)(?:[^\s<>()]|\([^\s<>()]*\))*)>?(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/g;
const namedLink = /\[([^[\]]+)\](?:\[([^[\]]*)\]|(?![([:]))/g;

function readNamedLinks(masked: string, references: References | undefined): string {
  if (references === undefined || references.size === 0) return masked;
  return masked.replace(namedLink, (whole, label: string, name?: string) => {
    const target = references.get(nameOf(unmask(name || label)));
    target?.use();
    return target === undefined ? whole : `[${label}](${target.url})`;
  });
}

/** The same length, with the marks that a digest knows blotted out, so that nothing else is seen in them. */
function scan(masked: string, field: Field): string {
  return field === 'line' ? masked : parseInline(masked).map(blotMarks).join('');
}

function blotMarks(node: Inline): string {
  if (node.kind === 'text') return node.text;
  const inside = node.children.map(blotMarks).join('');
  return node.kind === 'strong'
    ? `\ufffc\ufffc${inside}\ufffc\ufffc`
    : `\ufffb${inside}${'\ufffc'.repeat(node.href.length + 3)}`;
}

function countMarks(nodes: readonly Inline[]): number {
  return nodes.reduce(
    (sum, node) => (node.kind === 'text' ? sum : sum + 1 + countMarks(node.children)),
    0,
  );
}
