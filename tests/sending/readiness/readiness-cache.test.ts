import { type SQL, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { findCache } from '../../../src/sending/readiness/readiness-queries.ts';
import { freshDatabase } from '../../support/database.ts';

/**
 * A database behind what Hyperdrive documents of its cache: a SELECT that calls no function is
 * answered as it was the first time, whatever is written meanwhile.
 */
function cached(db: Database): Database {
  const kept = new Map<string, unknown>();
  const execute = async (query: SQL) => {
    const chunks: unknown[] = query.queryChunks;
    const text = JSON.stringify(chunks).replaceAll('\\n', ' ');
    const isCacheable = /^\[\{"value":\["\s*select/i.test(text) && !text.includes('(');
    if (isCacheable && kept.has(text)) return kept.get(text);
    const rows = await db.execute(query);
    if (isCacheable) kept.set(text, rows);
    return rows;
  };
  return new Proxy(db, {
    get: (of, name) => (name === 'execute' ? execute : Reflect.get(of, name)),
  });
}

test('a cache before the database is found at the first look, and none where there is none', async () => {
  const { db } = await freshDatabase();
  expect(await findCache(db)).toBe(false);
  expect(await findCache(db)).toBe(false);
  expect(await findCache(cached(db))).toBe(true);
  const looks = await Promise.all(Array.from({ length: 8 }, () => findCache(db)));
  expect(new Set(looks)).toEqual(new Set([false]));
  // A look that began before this one, and writes after it.
  await db.execute(sql`update heartbeats set at = now() + interval '1 minute'`);
  expect(await findCache(db)).toBe(false);
  const [late] = await db.execute(sql`select at > now() as "isKept" from heartbeats`);
  expect(late).toEqual({ isKept: true });
  expect(Array.from(await db.execute(sql`select name from heartbeats`))).toEqual([
    { name: 'look' },
  ]);
});
