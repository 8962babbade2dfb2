// What a page of HTML shows, collected while a parser goes through it once.

import { disarmLinks, isSafeHref } from '../inline.ts';
import { trimEdges, trimStart } from '../tidy.ts';
import { longestText } from './lines.ts';

/** A part of the page that frames its content: a menu, the site's own header or footer. */
interface Zone {
  element: string;
  /** Then it is content after all. */
  hasHeadline: boolean;
  words: string[];
}

export interface ShownLine {
  /** Where it begins in the HTML. */
  place: number;
  text: string;
  zone: Zone | null;
}

/** What a reader of the page would see, and no digest has. */
export type LeftOut = 'picture' | 'struck' | 'comment';

const set = (list: string) => new Set(list.split(' '));
const dropped = set(
  'script style template noscript title svg math iframe object select textarea audio video canvas rp datalist',
);
const blocks = set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul',
);
const voids = set('area base br col embed hr img input link meta param source track wbr');
const emoji = /^(?:[\p{Extended_Pictographic}\p{Emoji_Component}✓✔☑]{1,8}|:[a-z_]{2,40}:)$/u;
/** Bullets of a word processor's symbol fonts, which are letters in others. */
const symbols: Readonly<Record<string, string>> = { ü: '✓', þ: '☑', '§': '▪', '·': '•' };

/** No page nests its elements deeper; the parser takes the square of the depth. */
const deepest = 500;

/** Ends the reading of a page whose elements are nested past all reason. */
export class TooDeep extends Error {}

/** The handler of htmlparser2, which closes what it opened, implied ends included. */
export class ShownText {
  place: () => number = () => 0;
  private readonly lines: ShownLine[] = [];
  private pieces: string[] = [];
  private length = 0;
  private start = -1;
  /** The elements that are open inside one that shows nothing. */
  private readonly hidden: string[] = [];
  private readonly zones: Zone[] = [];
  private readonly fonts: string[] = [];
  private link: { href: string; from: number } | null = null;
  private depth = { all: 0, pre: 0, content: 0 };
  private readonly leftOut = new Map<LeftOut, number>();

  onopentag(name: string, attributes: Record<string, string>): void {
    if (!voids.has(name)) this.depth.all += 1;
    if (this.depth.all > deepest) throw new TooDeep();
    const aside = this.hidden.length > 0 ? null : findAside(name, attributes);
    if (aside !== null) this.leaveOut(aside);
    if (this.hidden.length > 0 || aside || dropped.has(name) || isHidden(attributes)) {
      if (!voids.has(name)) this.hidden.push(name);
      return;
    }
    if (blocks.has(name)) this.endLine(true);
    if (isFrame(name, attributes, this.depth.content)) {
      this.zones.push({ element: name, hasHeadline: false, words: [] });
    }
    if (name === 'article' || name === 'main') this.depth.content += 1;
    if (name === 'pre') this.depth.pre += 1;
    if (name === 'h1') for (const zone of this.zones) zone.hasHeadline = true;
    if (name === 'br') this.endLine(false);
    if (name === 'rt') this.add('（');
    if (name === 'td' || name === 'th') this.add(' ');
    if (name === 'a')
      this.link ??= { href: attributes.href?.trim() ?? '', from: this.pieces.length };
    if (name === 'img') this.addPicture(attributes);
    if (/wingdings|symbol/iu.test(attributes.style ?? '') && !voids.has(name))
      this.fonts.push(name);
  }

  ontext(text: string): void {
    if (this.hidden.length > 0) return;
    const shown = this.fonts.length > 0 ? (symbols[text.trim()] ?? text) : text;
    const lines = this.depth.pre > 0 ? shown.split(/\r\n?|\n/u) : [shown];
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.endLine(false);
      this.add(line);
    }
  }

  onclosetag(name: string): void {
    if (!voids.has(name)) this.depth.all -= 1;
    if (this.hidden.length > 0) {
      if (this.hidden.at(-1) === name) this.hidden.pop();
      return;
    }
    if (name === 'a') this.endLink();
    if (name === 'rt') this.add('）');
    if (blocks.has(name)) this.endLine(true);
    if (name === 'pre') this.depth.pre -= 1;
    if (name === 'article' || name === 'main') this.depth.content -= 1;
    if (this.fonts.at(-1) === name) this.fonts.pop();
    if (this.zones.at(-1)?.element === name) this.zones.pop();
  }

  /** The lines, and where the first of each kind stands that was left out. */
  finish(): { lines: ShownLine[]; leftOut: ReadonlyMap<LeftOut, number> } {
    this.endLink();
    this.endLine(false);
    return { lines: this.lines, leftOut: this.leftOut };
  }

  private add(text: string): void {
    if (this.start < 0 && trimStart(text) !== '') this.start = this.place();
    if (this.length > longestText) return;
    this.pieces.push(text);
    this.length += text.length;
  }

  private addPicture({ alt = '', width, height }: Record<string, string>): void {
    if (emoji.test(alt.trim())) this.add(alt.trim());
    else if (width !== '1' && height !== '1') this.leaveOut('picture');
  }

  private leaveOut(kind: LeftOut): void {
    if (!this.leftOut.has(kind)) this.leftOut.set(kind, this.place());
  }

  /** An address that is its own words is written once; words with brackets cannot be a link's. */
  private endLink(): void {
    const { href = '', from = 0 } = this.link ?? {};
    this.link = null;
    const words = trimEdges(collapse(this.pieces.slice(from).join('')));
    if (!isSafeHref(href) || words === '') return;
    const isAddress = /^(?:https?:\/\/|www\.)\S*$/iu.test(words);
    const link = /[[\]]/u.test(words) ? `${words} ${href}` : `[${words}](${href})`;
    this.pieces.splice(from, this.pieces.length, isAddress ? href : link);
  }

  private endLine(isBlock: boolean): void {
    const { href = '' } = this.link ?? {};
    if (this.link) this.endLink();
    const text = disarmLinks(trimEdges(collapse(this.pieces.join(''))));
    const zone = this.zones.at(-1) ?? null;
    if (text !== '') {
      this.lines.push({ place: this.start, text, zone });
      if (zone && zone.words.length < 100) zone.words.push(text);
    }
    const last = this.lines.at(-1);
    if (isBlock && last && last.text !== '') this.lines.push({ ...last, text: '' });
    this.pieces = [];
    this.length = 0;
    this.start = -1;
    if (href !== '') this.link = { href, from: 0 };
  }
}

function isFrame(name: string, { role }: Record<string, string>, content: number): boolean {
  const isOutside = content === 0 && (name === 'header' || name === 'footer');
  return isOutside || name === 'nav' || (role === 'navigation' && blocks.has(name));
}

/** Words that are struck out, and the comments of a word processor. */
function findAside(name: string, { class: kind = '', style = '' }: Record<string, string>) {
  if (name === 'del' || name === 's' || name === 'strike') return 'struck';
  const isComment = /\bmso-?com/iu.test(kind) || /mso-element:\s*comment/iu.test(style);
  return isComment ? 'comment' : null;
}

function isHidden({ hidden, style = '', type }: Record<string, string>): boolean {
  const isUnseen = /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(style);
  return hidden !== undefined || type === 'hidden' || isUnseen;
}

/** White space as a browser shows it; a line end between wide characters is none. */
function collapse(text: string): string {
  return text
    .replace(
      /([\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])/gu,
      '$1',
    )
    .replace(/[ \t\r\n\f]+/gu, ' ');
}
