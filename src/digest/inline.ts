// The only markup a digest's text knows: **strong** and [label](https://…), read into nodes.

/** One piece of a text. Strong never holds strong, a link never holds a link. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

/**
 * Reads a text. Total: whatever is not well-formed markup, or links anywhere but to https and
 * mailto, stays the characters it is. `printInline(parseInline(text))` is `text`.
 * Everything in it is still to be escaped by whoever writes HTML.
 */
export function parseInline(text: string): Inline[] {
  return parseRun(text, { strong: true, link: true });
}

/** Writes nodes back as the text they were read from. */
export function printInline(nodes: readonly Inline[]): string {
  return nodes.map(printNode).join('');
}

/** What a reader hears: labels and words without marks or addresses. */
export function plainText(text: string): string {
  return flattenInline(parseInline(text));
}

/** The words of nodes, without marks or addresses. */
export function flattenInline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? node.text : flattenInline(node.children)))
    .join('');
}

/** True for an address that a link of a digest may have: https without credentials, or mailto. */
export function isSafeHref(href: string): boolean {
  if (href.length > 2000 || unsafeInHref.test(href)) return false;
  if (href.startsWith('mailto:')) return /^mailto:[^@?]+@[^@?]+(\?|$)/.test(href);
  return isHttpsUrl(href);
}

/** True for an absolute https address with a host, without user name or password. */
export function isHttpsUrl(url: string): boolean {
  if (url.length > 2000 || !url.startsWith('https://') || unsafeInHref.test(url)) return false;
  const parsed = URL.parse(url);
  return parsed !== null && parsed.hostname !== '' && parsed.username + parsed.password === '';
}

/**
 * The first piece that looks like a link and goes where no link of a digest may go
 * (`javascript:`, `data:`, `http:`, a broken https address), or null.
 */
export function findRefusedLink(text: string): string | null {
  for (const { index } of text.matchAll(linkWithScheme)) {
    if (readLink(text, index) === null) return text.slice(index, index + 80);
  }
  return null;
}

/** The same words with a space inside each refused link, so that it can be nobody's link. */
export function disarmLinks(text: string): string {
  let safe = text;
  while (findRefusedLink(safe) !== null) {
    const before = safe;
    safe = before.replace(linkWithScheme, (match, index: number) =>
      readLink(before, index) === null ? match.replace('](', '] (') : match,
    );
  }
  return safe;
}

/**
 * White space, invisible characters, the trace of a wrong encoding, and what ends an address in HTML,
 * Markdown or plain text.
 */
const unsafeInHref = /[\s\p{C}\p{Z}\ufffd<>"\\]/u;
const linkWithScheme = /\[[^[\]]*\]\(\s*[a-z][a-z0-9+.-]*:(?=\S)/giu;
/** Parentheses in an address come in pairs, so that `…/Aster_(plant)` works. */
const linkHere = /\[([^[\]]+)\]\(((?:https:\/\/|mailto:)(?:[^\s()]|\([^\s()]*\))*)\)/uy;

interface Allowed {
  strong: boolean;
  link: boolean;
}

function parseRun(text: string, allowed: Allowed): Inline[] {
  const nodes: Inline[] = [];
  let plainFrom = 0;
  let at = 0;
  const take = (node: Inline, length: number) => {
    if (plainFrom < at) nodes.push({ kind: 'text', text: text.slice(plainFrom, at) });
    nodes.push(node);
    at += length;
    plainFrom = at;
  };
  while (at < text.length) {
    const link = allowed.link && text[at] === '[' ? readLink(text, at) : null;
    const strong = allowed.strong && text.startsWith('**', at) ? readStrong(text, at) : null;
    if (link !== null) {
      const children = parseRun(link.label, { ...allowed, link: false });
      take({ kind: 'link', href: link.href, children }, link.length);
    } else if (strong !== null) {
      const children = parseRun(strong, { ...allowed, strong: false });
      take({ kind: 'strong', children }, strong.length + 4);
    } else {
      at += 1;
    }
  }
  if (plainFrom < at) nodes.push({ kind: 'text', text: text.slice(plainFrom, at) });
  return nodes;
}

function readLink(
  text: string,
  at: number,
): { label: string; href: string; length: number } | null {
  linkHere.lastIndex = at;
  const match = linkHere.exec(text);
  const [whole, label, href] = match ?? [];
  if (whole === undefined || label === undefined || href === undefined) return null;
  if (label.trim() === '' || !isSafeHref(href)) return null;
  return { label, href, length: whole.length };
}

/** The words between two `**`; like CommonMark, marks that touch white space inside are no marks. */
function readStrong(text: string, at: number): string | null {
  const end = text.indexOf('**', at + 2);
  if (end <= at + 2) return null;
  const words = text.slice(at + 2, end);
  return words === words.trim() ? words : null;
}

function printNode(node: Inline): string {
  if (node.kind === 'text') return node.text;
  const inside = printInline(node.children);
  return node.kind === 'strong' ? `**${inside}**` : `[${inside}](${node.href})`;
}
