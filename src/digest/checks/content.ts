// The checks that read the content itself: leftovers, links, images, points.

import { hidden, nameCharacter } from '../../base/characters.ts';
import { findExcess } from '../address.ts';
import { plainText } from '../inline.ts';
import type { Digest } from '../schema.ts';
import type { Check, CheckFacts, CheckResult } from './checks.ts';
import { findSameWords } from './link-texts.ts';
import { listImages, listLinks, listTexts, type PlacedText } from './walk.ts';

export function checkContent(digest: Digest, facts: CheckFacts): CheckResult {
  const subject = { path: 'subject', text: facts.subject, isRich: false };
  const { preheader } = digest;
  const row = [
    subject,
    ...(preheader === undefined ? [] : [{ path: 'preheader', text: preheader, isRich: false }]),
  ];
  const texts = [...row, ...listTexts(digest)];
  return {
    errors: texts.flatMap((text) => checkPlaceholders(text, facts.placeholders ?? [])),
    warnings: [
      ...texts.flatMap(checkLeftovers),
      ...texts.flatMap(checkHidden),
      ...[...row, ...texts.filter(({ path }) => path === 'headline')].flatMap((text) => [
        ...checkYear(text, facts.today),
        ...checkPhrases(text),
      ]),
      ...checkLinks(digest, facts),
      ...checkImages(digest, facts),
      ...checkPoints(digest),
      ...checkSources(digest),
    ],
  };
}

function checkPlaceholders({ path, text }: PlacedText, known: readonly string[]): Check[] {
  return [...text.matchAll(placeholders)].flatMap((match) => {
    if (match[1] !== undefined && known.includes(match[1].trim())) return [];
    const choice = known.length === 0 ? 'none is known here' : `known are ${known.join(', ')}`;
    const message = `Remove or correct the placeholder ${match[0]}: ${choice}`;
    return [{ code: 'placeholder_unknown', path, message }];
  });
}

/** From the first brace of a run on, so that a row of them is looked at once. */
const placeholders = /(?<!\{)\{{2,}([^{}]*)\}{2,}|\*\|([^|*]+)\|\*/gu;

const leftovers =
  /\b(?:TK|TKTK|TODO|FIXME|XXX)\b|lorem ipsum|【(?:要確認|未定|仮)】|(?:ここに|ダミー)(?:テキスト|文章)/u;

function checkLeftovers({ path, text }: PlacedText): Check[] {
  const found = leftovers.exec(text)?.[0] ?? /lorem ipsum/iu.exec(text)?.[0];
  if (found === undefined) return [];
  return [{ code: 'leftover', path, message: `Finish this text: it still says ${found}` }];
}

/** Zero-width spaces and direction overrides: seldom meant, and a favourite of forgers. */
function checkHidden({ path, text }: PlacedText): Check[] {
  const found = hidden.exec(text)?.[0];
  if (found === undefined) return [];
  const message = `Remove the invisible character ${nameCharacter(found)} unless it is meant`;
  return [{ code: 'hidden_character', path, message }];
}

function checkYear({ path, text }: PlacedText, today: string): Check[] {
  const digits = text.replace(/[０-９]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  const years = [...digits.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(Number);
  const year = Number(today.slice(0, 4));
  if (years.length === 0 || years.some((found) => found >= year)) return [];
  return [
    { code: 'stale_year', path, message: `Look whether ${years[0]} is still meant: it is ${year}` },
  ];
}

const phrases =
  /act now|buy now|click here|free money|risk[- ]free|100% free|winner|guaranteed|!!!|[！]{2,}|今すぐ(?:クリック|登録)|必ず(?:儲|稼)|完全無料|当選/iu;

function checkPhrases({ path, text }: PlacedText): Check[] {
  const found = phrases.exec(text)?.[0] ?? (isShouted(text) ? text : undefined);
  if (found === undefined) return [];
  return [
    { code: 'spam_phrase', path, message: `Say it more calmly: spam filters know “${found}”` },
  ];
}

/** Capitals alone, and more of them than one abbreviation. */
function isShouted(text: string): boolean {
  return !/[a-z]/.test(text) && (text.match(/[A-Z]{4}/g)?.length ?? 0) >= 2;
}

const shorteners = new Set(
  'bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly x.gd ux.nu lnkd.in'.split(
    ' ',
  ),
);

function checkLinks(
  digest: Digest,
  { unreachableLinks = [], notLookedAt = [] }: CheckFacts,
): Check[] {
  const links = listLinks(digest);
  const sameWords = new Map(findSameWords(links).map(({ link, other }) => [link, other]));
  return links.flatMap((link) => {
    const { path, href, label } = link;
    const found: Check[] = [];
    const excess = findExcess(href);
    if (excess !== '') {
      const message = `Look where this address ends: “${excess}” seems to belong to the text around it`;
      found.push({ code: 'link_end', path, message });
    }
    const host = URL.parse(href)?.hostname.replace(/^www\./, '') ?? '';
    const other = sameWords.get(link);
    if (other !== undefined) {
      const message = `Give this link other words: “${label}” already leads to ${other}`;
      found.push({ code: 'link_text_duplicate', path, message });
    }
    if (shorteners.has(host)) {
      const message = `Write the full address: spam filters distrust ${host}`;
      found.push({ code: 'link_shortener', path, message });
    }
    if (unreachableLinks.includes(href)) {
      found.push({ code: 'link_unreachable', path, message: `Try ${href}: it did not answer` });
    }
    if (notLookedAt.includes(href)) {
      const message = `Try ${href} yourself: it was not looked at (private address, or too many links)`;
      found.push({ code: 'link_unchecked', path, message });
    }
    return found;
  });
}

function checkImages(digest: Digest, { imageSizes = {} }: CheckFacts): Check[] {
  return listImages(digest).flatMap(({ path, image }) => {
    const found: Check[] = [];
    const size = imageSizes[image.url];
    if (image.alt === '' || /^[\w.-]+\.(?:jpe?g|png|gif|webp|avif|svg)$/iu.test(image.alt)) {
      const message = 'Describe the picture in words, for those who do not see it';
      found.push({ code: 'image_alt', path: `${path}.alt`, message });
    }
    if (size === null) {
      const message = 'Look whether this address is a picture: its size could not be read';
      found.push({ code: 'image_size_unknown', path: `${path}.url`, message });
    } else if (size !== undefined && Math.max(size.width, size.height) > 1200) {
      const message = `Use a picture of at most 1200 px; it has ${size.width} × ${size.height}`;
      found.push({ code: 'image_large', path: `${path}.url`, message });
    }
    return found;
  });
}

function checkPoints(digest: Digest): Check[] {
  return digest.sections.flatMap(({ source }, index) => {
    const count = source?.points.filter((text) => plainText(text).trim() !== '').length ?? 3;
    if (count >= 3) return [];
    const path = `sections.${index}.source.points`;
    return [
      { code: 'points_few', path, message: `Add points: three are usual, here are ${count}` },
    ];
  });
}

/** Points of a page whose address could not be read are kept, as words of the section. */
function checkSources({ sections }: Digest): Check[] {
  return sections.flatMap(({ source, body }, index) => {
    if (source !== undefined || !body.some(({ text }) => text.startsWith('✅'))) return [];
    const path = `sections.${index}.source.url`;
    const message = 'Give this section its source: it has ✅ points, and no address to read on';
    return [{ code: 'source_missing', path, message }];
  });
}
