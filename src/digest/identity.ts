// What is computed from a digest when it is stored: its canonical bytes, their hash, its slug.

import { isUuid } from '../base/ids.ts';
import { hashText } from '../base/text-hash.ts';
import { dayIn } from '../base/time-zone.ts';
import type { Digest } from './schema.ts';

/**
 * One spelling per content: keys in alphabetical order, no spaces. Postgres' jsonb gives keys back
 * in an order of its own, and this takes it away again.
 */
function writeCanonicalJson(digest: Digest): string {
  return JSON.stringify(digest, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** SHA-256 of the canonical JSON in hex: the same for two digests exactly if they say the same. */
export function contentHash(digest: Digest): Promise<string> {
  return hashText(writeCanonicalJson(digest));
}

/**
 * The digest's place in web addresses: its day and its headline if that is in Latin letters
 * (`2026-11-20-the-slow-return`), else its day and the end of its id (`2026-11-20-9f2c41ab`).
 * Without a day of its own it takes the one on which the id was made, by the calendar of `zone`.
 * Two digests of one day with one headline get one slug: who stores it adds `shortId`.
 */
export function slugFor(digest: Digest, id: string, zone: string): string {
  const day = digest.publishedOn ?? dayOf(id, zone);
  const name = latinName(digest.headline) ?? shortId(id);
  return day === null ? name : `${day}-${name}`;
}

/** Its page, from the first slash; with the key if it went, or goes, to private lists alone. */
export function pagePath(slug: string, key: string | null): string {
  return key === null ? `/digests/${slug}` : `/digests/${slug}?key=${key}`;
}

/** Whether a page opens without a key: one that everybody may be told of. */
export function isPublicPage(page: string): boolean {
  return !page.includes('?');
}

/** The last eight digits of an id: the random part of a UUIDv7. */
export function shortId(id: string): string {
  return id.replaceAll('-', '').slice(-8);
}

/** A UUIDv7 begins with its time in milliseconds (RFC 9562 §5.7). */
function dayOf(id: string, zone: string): string | null {
  if (!isUuid(id) || id[14] !== '7') return null;
  const date = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  const day = dayIn(zone, date);
  return /^\d{4}-/.test(day) ? day : null;
}

function latinName(headline: string): string | null {
  const letters = headline.match(/\p{L}/gu)?.length ?? 0;
  const plain = headline
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase();
  const latin = plain.match(/[a-z]/g)?.length ?? 0;
  if (latin < 3 || latin < letters * 0.8) return null;
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    if (name !== '' && name.length + word.length >= 60) break;
    name = name === '' ? word.slice(0, 60) : `${name}-${word}`;
  }
  return name;
}
