// What a mail to the inbox is about: the addresses of pages in it, and what they are called.

import { Parser } from 'htmlparser2';
import { addressKey } from '../stories/address-key.ts';
import { findAddresses } from '../web/pasted-addresses.ts';

/** A mail as far as it is read. */
export interface MailWords {
  subject: string;
  /** Either may be empty. */
  text: string;
  html: string;
}

export interface MailPage {
  url: string;
  /** The subject where the mail is about one page, else empty. */
  title: string;
}

/** As many as a proposal takes. */
const mostPages = 20;
/** Of a text and of its HTML more is not looked at, in characters. */
const mostText = 200_000;
const mostMarkup = 1_000_000;
/** As of addresses by hand. */
const longestUrl = 2000;

/**
 * Those of the subject, of the text and of the HTML's links, in that order, each page once, twenty at most.
 * Left out is what says of itself that it is no article: a way to leave or to change a subscription, a button
 * that shares, a file that is a picture, a page of ours (`ownUrl`; it may hold a token), and a bare
 * site where a page is named as well. Linear.
 */
export function findPages({ subject, text, html }: MailWords, ownUrl: string): MailPage[] {
  const own = URL.parse(ownUrl)?.host;
  const pages = new Map<string, URL>();
  const said = `${subject.slice(0, longestUrl)}\n${text.slice(0, mostText)}`;
  for (const found of [...findAddresses(said), ...linksOf(html.slice(0, mostMarkup))]) {
    const url = found.length > longestUrl ? null : URL.parse(found);
    const key = addressKey(found);
    if (url === null || key === null || url.href.length > longestUrl) continue;
    if (url.host === own || isNoArticle(url)) continue;
    if (!pages.has(key)) pages.set(key, url);
  }
  const all = [...pages.values()];
  const whole = all.filter((url) => !isBareSite(url));
  const kept = (whole.length > 0 ? whole : all).slice(0, mostPages);
  const title = kept.length === 1 ? titleOf(subject) : '';
  return kept.map(({ href }) => ({ url: href, title }));
}

/** Each costs a look; a mail that is a page of links has hundreds. */
const mostLinks = 500;
/** Tables of newsletters nest; what nests deeper costs the parser the square of it, and ends the reading. */
const deepest = 500;
const piece = 64 * 1024;

function linksOf(html: string): string[] {
  const links: string[] = [];
  let depth = 0;
  let isOver = false;
  const parser = new Parser({
    onopentag(name, { href = '' }) {
      depth += 1;
      if (name === 'a' && /^\s*https?:\/\//i.test(href)) links.push(href.trim());
      isOver = depth >= deepest || links.length >= mostLinks;
      if (isOver) parser.pause();
    },
    onclosetag() {
      depth -= 1;
    },
  });
  // In pieces: a paused parser leaves the rest of what it was given alone.
  for (let at = 0; at < html.length && !isOver; at += piece) {
    parser.write(html.slice(at, at + piece));
  }
  return links;
}

/** As a whole part of the path or of the query: an article may well be about it. */
const leaving =
  /[/?&=](?:(?:list|e?-?mail|newsletter)-)?(?:un-?subscribe|opt-?out|(?:e?-?mail|subscription|communication)-?(?:preferences?|settings)|manage-?subscriptions?)(?:[/?&=.;]|$)/i;
const sharing =
  /^(?:www\.)?(?:facebook\.com\/(?:sharer|share\.php|dialog)|(?:twitter|x)\.com\/(?:intent|share)|linkedin\.com\/(?:sharearticle|sharing)|b\.hatena\.ne\.jp\/(?:add|entry\/panel)|(?:social-plugins\.)?line\.me\/(?:lineit|r\/msg))/i;
const picture = /\.(?:png|jpe?g|gif|webp|svg|ico|css|js)$/i;

function isNoArticle({ host, pathname, search }: URL): boolean {
  const words = `${pathname}${search}`.replaceAll('_', '-');
  return leaving.test(words) || sharing.test(host + pathname) || picture.test(pathname);
}

function isBareSite({ pathname, search }: URL): boolean {
  return pathname === '/' && search === '';
}

/** Without what mail programs put before it, and without an address. */
function titleOf(subject: string): string {
  const words = subject.slice(0, longestUrl).toWellFormed().replaceAll('\0', '');
  const bare = words.trim().replace(passedOn, '');
  return /https?:\/\//i.test(bare) ? '' : bare;
}

const passedOn = /^(?:(?:fwd?|fw|re|aw|wg|tr|転送|返信)[:：]\s*)+/i;
