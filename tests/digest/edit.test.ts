// Slugs and hashes of digests, and the days people write.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { contentHash, slugFor } from '../../src/digest/identity.ts';
import { readDay } from '../../src/digest/import/day.ts';
import { Digest } from '../../src/digest/schema.ts';
import { day, digest } from './arbitrary.ts';

const id = '01938f2a-7c00-7abc-8def-0123456789ab';

function withHeadline(headline: string, publishedOn?: string): Digest {
  return Digest.parse({
    version: 1,
    language: 'en',
    headline,
    ...(publishedOn === undefined ? {} : { publishedOn }),
    sections: [{ heading: 'h' }],
    conclusion: ['c'],
  });
}

/** The same digest: only the order of its keys differs. */
function reverseKeys(any: Digest): Digest {
  return Object.fromEntries(Object.entries(any).reverse()) as Digest;
}

test.each([
  ['The slow return of the night train', '2026-11-20-the-slow-return-of-the-night-train'],
  ['Café “Zürich”: it’s open!', '2026-11-20-cafe-zurich-its-open'],
  ['夜の図書館', '2026-11-20-456789ab'],
  ['AIと菊の一年', '2026-11-20-456789ab'],
  ['2026?', '2026-11-20-456789ab'],
])('the slug of %s is %s', (headline, slug) => {
  expect(slugFor(withHeadline(headline, '2026-11-20'), id, 'UTC')).toBe(slug);
});

test('a digest without a day takes the day of its id, by the calendar of the house', () => {
  const made = newId(new Date('2026-11-22T21:50:00Z'));
  const slugIn = (zone: string) => slugFor(withHeadline('Hello world'), made, zone);
  expect(slugIn('Asia/Tokyo')).toBe('2026-11-23-hello-world');
  expect(slugIn('Europe/Berlin')).toBe('2026-11-22-hello-world');
});

test('every slug is short, lower-case ASCII', () => {
  fc.assert(
    fc.property(digest, (any) => {
      expect(slugFor(any, id, 'UTC')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slugFor(any, id, 'UTC').length).toBeLessThanOrEqual(75);
    }),
  );
});

test('the order of keys does not change the hash, any other change does', async () => {
  await fc.assert(
    fc.asyncProperty(digest, async (any) => {
      expect(await contentHash(reverseKeys(any))).toBe(await contentHash(any));
      const other = { ...any, headline: `${any.headline}!` };
      expect(await contentHash(other)).not.toBe(await contentHash(any));
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['2025/03/14', '2025-03-14'],
  ['２０２５年３月４日（火）', '2025-03-04'],
  ['March 3rd, 2026', '2026-03-03'],
  ['3 Mar. 2026 10:00', '2026-03-03'],
  ['2025-02-30', null],
  ['2025-3-145', null],
  ['Smarch 3, 2026', null],
  ['soon', null],
])('%s is the day %s', (text, expected) => {
  expect(readDay(text)).toBe(expected);
});

test('every day that can be stored is read as itself', () => {
  fc.assert(
    fc.property(day, (any) => {
      expect(readDay(any)).toBe(any);
    }),
  );
});
