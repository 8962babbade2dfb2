// The line under the points of a pasted page: where the article is, and who published it.

import { findAddress } from '../address.ts';

export interface Credit {
  url: string | null;
  publisher: string | null;
  /** What follows the address and is neither its end nor the publisher. */
  rest: string;
}

const readMore =
  /^(?:さらに読む|続きを?読む|もっと読む|全文を?読む|記事を?読む|(?:記事)?(?:全文|本文|詳細|続き)はこちら|詳しくは(?:こちら)?|詳しい(?:記事|内容|情報)は(?:こちら)?|詳細(?=\s*[⇒→➡➔»›>:：=-])|元記事|こちら(?=[\s\p{P}\p{S}]|$)|(?:read|learn|see)\s+more|continue\s+reading|(?:read\s+)?(?:the\s+)?full\s+(?:story|article))(?:から|\s+(?:at|on|in|from)\b)?/iu;
const name =
  '(?:出典|画像元|引用元?|参照元?|参考(?:記事|文献|資料|元)?|情報源|情報元|ソース|リンク元?|(?:image|photo)?\\s*(?:sources?|credits?)|via|from|image|photo|cited\\s+from|url|link)';
const joined = `${name}(?:\\s*[/／・&＆、]\\s*${name})*`;
const labelFirst = new RegExp(`^(?:via\\s+|${joined}\\s*(?:[:：⇒→>＞|｜]|$)\\s*)`, 'iu');
const labelLast =
  /(?:^|(?<![a-z]))(?:出典\s*[/／・]\s*画像元|出典|画像元|引用元?|参照元?|情報源|(?:image\s+)?sources?(?:\s*[/／&＆]\s*image)?)\s*(?:[:：]\s*)?$/iu;
/** Arrows, colons and the like at the edges of a name are no part of it. */
const frame = /[\s\p{Z}\p{Default_Ignorable_Code_Point}⇒→➡➔»›>＞:：<"*_~|｜/／、,，・=–—-]/u;
const opening = /[\p{Ps}\p{Pi}]/u;
const closing = /[\p{Pe}\p{Pf}]/u;
/** No name is longer, and no more is looked at. */
const longestName = 500;
/** A chat writes `<address|words>`. */
const chatLabel = /^\|[^|<>]{0,2000}>/u;
/** `[words](` of a link. */
const linkStart = /\[([^[\]]{0,200})\]\([<\s]*$/u;
const plainWords =
  /^(?:記事|元記事|リンク|こちら|ここ|出典|続き|link|here|article|source|story|url)?$/iu;
const onlyPunctuation = /^[\p{P}⇒→➡»>＞|｜~～\p{Z}\s\p{Default_Ignorable_Code_Point}]*$/u;
const tail =
  /^[\p{P}⇒→➡»>＞|｜~～\s]*(?:より|から)?(?:引用|参照|抜粋|転載|閲覧|を参照)?(?:より)?[\p{P}⇒→➡»>＞|｜~～\s]*$/u;
const inBrackets =
  /^[\p{Pe}\p{Pf}>"\s]*[(（［【〔[]([^()（）［］【】〔〕[\]]{1,100})[)）］】〕\]][。.\s]*$/u;

/**
 * Reads `さらに読む ⇒<publisher?>出典/画像元: <url>`, `出典：<publisher> <url>`,
 * `Source: <publisher> (<url>)`, an address alone, and their kin; null for other lines.
 */
export function readCredit(text: string): Credit | null {
  const lead = readMore.exec(text)?.[0] ?? '';
  const address = findAddress(text);
  const before = text.slice(lead.length, address?.from);
  if (before.length > longestName) return null;
  const link = linkStart.exec(before);
  const words = trimFrame(link === null ? before : before.slice(0, link.index));
  const { publisher, hasLabel } = stripLabels(words);
  const isLabelled = lead !== '' || (hasLabel && (publisher === '' || address !== null));
  const isLink = link !== null && readMore.test(link[1] ?? '');
  if (!isLabelled && !isLink && (address === null || words !== '')) return null;
  const after = address === null ? '' : text.slice(address.to).replace(chatLabel, '');
  return { url: address?.url ?? null, ...readNames(publisher, link?.[1], after) };
}

function stripLabels(words: string): { publisher: string; hasLabel: boolean } {
  const behind = words.replace(labelFirst, '');
  const name = behind.replace(labelLast, '');
  return { publisher: trimFrame(name), hasLabel: name.length < words.length };
}

/** The publisher stands before the address, in the words of its link, or in brackets behind it. */
function readNames(before: string, linkWords = '', after: string) {
  const words = trimFrame(linkWords.trim().replace(readMore, ''));
  const { publisher: inLink } = stripLabels(plainWords.test(words) ? '' : words);
  const behind = inBrackets.exec(after)?.[1]?.trim() ?? '';
  const publisher = before || inLink || behind;
  const rest = [
    ...(inLink !== '' && inLink !== publisher ? [inLink] : []),
    ...(tail.test(after) || (behind !== '' && publisher === behind) ? [] : [after]),
  ].join(' ');
  return {
    publisher: publisher === '' ? null : publisher,
    rest: onlyPunctuation.test(rest)
      ? ''
      : rest.replace(/^[\p{Pe}\p{Pf}>"、。.,\s\p{Z}]+/u, '').trim(),
  };
}

function trimFrame(text: string): string {
  let name = text;
  for (let before = ''; name !== before; ) {
    before = name;
    const [first = '', last = ''] = [name.slice(0, 1), name.slice(-1)];
    const isLoose = opening.test(first) && !closing.test(name.slice(0, -1));
    if (frame.test(first) || closing.test(first) || isLoose) name = name.slice(1);
    else if (frame.test(last) || opening.test(last)) name = name.slice(0, -1);
    else if (closing.test(last) && !opening.test(name)) name = name.slice(0, -1);
  }
  return name;
}
