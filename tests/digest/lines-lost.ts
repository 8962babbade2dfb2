// Finds the lines of a pasted page that an import has lost or moved: the witness of its promise.
import type { ImportWarning } from '../../src/digest/import/lines.ts';
import type { Digest } from '../../src/digest/schema.ts';

/**
 * The numbers (from 1) of the lines that are neither in the digest, nor a mark or repeat of the
 * form, nor named in the warnings. Written apart from the importer, so that both can be wrong
 * only separately. A line that stands n times in the page must be there n times, titles excepted.
 */
export function findLostLines(page: string, digest: Digest, warnings: ImportWarning[]): number[] {
  const texts = listTexts(digest);
  const seen = new Map<string, number>();
  return findPlainLines(page, digest, warnings).flatMap(({ number, words }) => {
    const times = (seen.get(words) ?? 0) + 1;
    seen.set(words, times);
    return countIn(texts, words) < times ? [number] : [];
  });
}

/** The first line that is in the digest, but not in the order of the page, and is not named; or null. */
export function findMovedLine(page: string, digest: Digest, warnings: ImportWarning[]) {
  const whole = listTexts(digest).join('\n');
  let at = 0;
  for (const { number, words } of findPlainLines(page, digest, warnings)) {
    const found = whole.indexOf(words, at);
    if (found < 0) return number;
    at = found + words.length;
  }
  return null;
}

/** The lines whose words must be in the digest, without their marks. */
function findPlainLines(page: string, digest: Digest, warnings: ImportWarning[]) {
  const named = new Set(warnings.map((warning) => warning.line));
  const titles = new Set(
    [digest.headline, ...digest.sections.flatMap(({ source }) => source?.title ?? [])].map(squeeze),
  );
  const days = [digest.publishedOn, ...digest.sections.map(({ source }) => source?.publishedOn)];
  const credits = digest.sections.flatMap(({ source }) => source ?? []);
  let isFirst = true;
  let loneLabel = 0;
  const plain: { number: number; words: string }[] = [];
  for (const [index, raw] of page.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).entries()) {
    const text = strip(raw.replaceAll('\t', ' ')).normalize('NFC');
    if (text === '') continue;
    const isHeader = isFirst && /logo|menu|chrysanthemum digest/i.test(text);
    isFirst = false;
    // A label and its day on two lines are named by the first of them.
    const isNamed = named.has(index + 1) || (loneLabel !== 0 && named.has(loneLabel));
    loneLabel = /^公開日[:：]?$/u.test(text) ? index + 1 : 0;
    if (isNamed || isHeader || isMark(text)) continue;
    if (titles.has(squeeze(text)) || isDay(text, days)) continue;
    if (credits.some(({ url, publisher = '' }) => isCredit(text, url, publisher))) continue;
    if (credits.some(({ url, title }) => text === `[${title}](${url})`)) continue;
    const words = text.replace(mark, '');
    plain.push({ number: index + 1, words: strip(words) });
  }
  return plain;
}

const invisible = '[\\s\\p{Z}\\p{Default_Ignorable_Code_Point}]';
const mark = new RegExp(
  `^(?:(?:[-•・*+>o]|\\d+[.)])${invisible}*)*(?:[✅☑✔✓💡]|:(?:white_check_mark|bulb):)`,
  'u',
);

/** Without what is invisible at its edges; an emoji keeps the choice of its look. */
function strip(text: string): string {
  const start = new RegExp(`^${invisible}+`, 'u');
  const end = new RegExp(`(?:(?![\\ufe00-\\ufe0f]|\\p{Variation_Selector})${invisible})+$`, 'u');
  return text.replace(start, '').replace(end, '');
}

/** In the order of a page. */
function listTexts(digest: Digest): string[] {
  const paragraphs = (list: { text: string }[]) => list.map(({ text }) => text);
  const sections = digest.sections.flatMap(({ heading, hook, opener, source, body }) => [
    ...(hook || heading !== source?.title ? [heading] : []),
    ...(hook ? [hook.question, hook.answer] : []),
    ...paragraphs(opener),
    ...(source ? [source.title, ...source.points, source.publisher ?? '', source.url] : []),
    ...paragraphs(body),
  ]);
  const head = [digest.headline, digest.lead ?? ''];
  return [...head, ...sections, ...paragraphs(digest.closing), ...digest.conclusion].map((text) =>
    text.normalize('NFC'),
  );
}

function countIn(texts: string[], words: string): number {
  return texts.reduce((sum, text) => sum + text.split(words).length - 1, 0);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function isMark(text: string): boolean {
  return /^(?:公開日[:：]?|[✅☑✔✓💡]\ufe0f?|🚩?\ufe0f?\s*(?:結論|まとめ|conclusions?)?\s*[!！:：。]*)$/iu.test(
    text,
  );
}

function isDay(text: string, days: (string | undefined)[]): boolean {
  const digits = text.normalize('NFKC').match(/\d+/g)?.map(Number) ?? [];
  return days.some((day) => {
    const [year = 0, month = 0, date = 0] = day?.split('-').map(Number) ?? [];
    if (day === undefined || !digits.includes(year) || !digits.includes(date)) return false;
    return digits.includes(month) || /[a-z]{3}/i.test(text);
  });
}

/** What remains of a credit line without its address and publisher is only the form's own words. */
function isCredit(text: string, url: string, publisher: string): boolean {
  const unseen = /\p{Default_Ignorable_Code_Point}/gu;
  const rest = text
    .replace(unseen, '')
    .replace(/https?:\/\/\S+/i, (found) => {
      const [, scheme = '', behind = ''] = /^(https?)(.*)$/is.exec(found) ?? [];
      // The rest of it may stand in the next line.
      if (behind !== '' && url.slice(5).startsWith(behind)) return '';
      return behind.startsWith(url.slice(5)) ? behind.slice(url.length - 5) : scheme + behind;
    })
    .replace(publisher.replace(unseen, ''), '');
  const form =
    /さらに読む|続きを読む|もっと読む|read\s+more|continue\s+reading|出典|画像元|image|source/giu;
  return /^(?:[\s\p{P}\p{Sm}⇒→➡➔»›>]|\ufe0f)*$/u.test(rest.replace(form, ''));
}
