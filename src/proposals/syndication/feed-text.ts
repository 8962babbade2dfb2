// Plain text out of what feeds carry: words without their markup, and how many of them.

import { Parser } from 'htmlparser2';
import { tidyLine } from '../articles/page-lines.ts';

/** Of one entry more is not looked at: a feed has 5 MB, and hundreds of entries. */
const mostMarkup = 200_000;
const longestExcerpt = 300;
/** Readings of kanji are no words of their own. */
const unseen = new Set('script style template noscript iframe svg math rt rp'.split(' '));
const inline = new Set(
  'a abbr b bdi cite code em i kbd mark q rb rp rt ruby s small span strong sub sup u'.split(' '),
);

/** The text that a piece of HTML shows, in one line. Linear. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return tidyLine(html.slice(0, mostMarkup));
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (unseen.has(name)) hidden += 1;
      if (!inline.has(name)) text += ' ';
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden = Math.max(0, hidden - 1);
      if (!inline.has(name)) text += ' ';
    },
    ontext(piece) {
      if (hidden === 0) text += piece;
    },
  });
  parser.end(html.slice(0, mostMarkup));
  return tidyLine(text);
}

/** A title in one line of at most 500 characters: its markup goes, what else stands in `<>` stays. */
export function plainTitle(title: string): string {
  const bare = title
    .slice(0, 4000)
    .replace(/<(r[tp])>[^<>]{0,100}<\/\1>/gi, '')
    .replace(/<\/?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,500})?>/gi, (tag) => {
      const name = /[a-z][a-z0-9]*/i.exec(tag)?.[0] ?? '';
      return inline.has(name.toLowerCase()) || name.toLowerCase() === 'br' ? '' : tag;
    });
  const whole = bare.replace(
    /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/gi,
    (entity) => plainText(entity) || ' ',
  );
  return cutWhole(tidyLine(whole), 500);
}

/** So many characters at most, and no half of a pair at the end. */
export function cutWhole(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** The beginning of a text, at the end of a word if there is one. */
export function excerptOf(text: string): string {
  if (text.length <= longestExcerpt) return text;
  const cut = cutWhole(text, longestExcerpt);
  const space = cut.lastIndexOf(' ');
  return `${space > longestExcerpt / 2 ? cut.slice(0, space) : cut}…`;
}

/** Characters without white space, as thin pages are measured. */
export function lengthOf(text: string): number {
  return text.replace(/\s+/gu, '').length;
}
