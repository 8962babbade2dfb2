// Finds the lines of a pasted page that an import has lost: the witness of "no line is lost".
import type { ImportWarning } from '../../src/digest/import/lines.ts';
import type { Digest } from '../../src/digest/schema.ts';

/**
 * The numbers (from 1) of the lines that are neither in the digest, nor a mark or repeat of the
 * form, nor named in the warnings. Written apart from the importer, so that both can be wrong
 * only separately. A line that stands n times in the page must be there n times, titles excepted.
 */
export function findLostLines(page: string, digest: Digest, warnings: ImportWarning[]): number[] {
  const named = new Set(warnings.map((warning) => warning.line));
  const texts = collectTexts(digest);
  const titles = new Set(
    [digest.headline, ...digest.sections.flatMap(({ source }) => source?.title ?? [])].map(squeeze),
  );
  const days = [digest.publishedOn, ...digest.sections.map(({ source }) => source?.publishedOn)];
  const credits = digest.sections.flatMap(({ source }) => source ?? []);
  const seen = new Map<string, number>();
  const lost: number[] = [];
  let isFirst = true;
  for (const [index, raw] of page.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).entries()) {
    const text = raw.replaceAll('\t', ' ').trim();
    if (!/[^\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(text)) continue;
    const isHeader = isFirst && /logo|menu|chrysanthemum digest/i.test(text);
    isFirst = false;
    if (named.has(index + 1) || isHeader || isMark(text)) continue;
    if (titles.has(squeeze(text)) || isDay(text, days)) continue;
    if (credits.some(({ url, publisher = '' }) => isCredit(text, url, publisher))) continue;
    const words = text.replace(/^[✅☑✔✓💡]\ufe0f?\s*/u, '');
    const times = (seen.get(words) ?? 0) + 1;
    seen.set(words, times);
    if (countIn(texts, words) < times) lost.push(index + 1);
  }
  return lost;
}

function collectTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(collectTexts)
    : [];
}

function countIn(texts: string[], words: string): number {
  return texts.reduce((sum, text) => sum + text.split(words).length - 1, 0);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function isMark(text: string): boolean {
  return /^(?:[✅💡]\ufe0f?|🚩?\ufe0f?\s*(?:結論|まとめ|conclusions?)?\s*[!！:：。]*)$/iu.test(
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
  const rest = text
    .replace(/https?:\/\/\S+/i, (found) =>
      found.slice(found.indexOf(':')) === url.slice(5) ? '' : found,
    )
    .replace(publisher, '');
  const form =
    /さらに読む|続きを読む|もっと読む|read\s+more|continue\s+reading|出典|画像元|image|source/giu;
  return /^(?:\s|[⇒→➡➔»›>:：/／・&=-]|\ufe0f)*$/u.test(rest.replace(form, ''));
}
