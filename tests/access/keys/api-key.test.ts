import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  authenticateKey,
  createKey,
  ensureDevelopmentKey,
} from '../../../src/access/keys/api-key.ts';
import { apiKeys } from '../../../src/db/schema/access.ts';
import { freshDatabase } from '../../support/database.ts';

test('a development key opens everything in development and nothing in production', async () => {
  const { db } = await freshDatabase();
  await ensureDevelopmentKey(db, 'dev', 'development');
  await ensureDevelopmentKey(db, 'dev', 'development');
  expect(await db.$count(apiKeys)).toBe(1);
  expect(await authenticateKey(db, 'dev', 'development')).toMatchObject({
    scopes: ['read', 'write', 'send', 'admin'],
  });
  expect(await authenticateKey(db, 'dev', 'production')).toBe(null);
  await expect(ensureDevelopmentKey(db, 'dev', 'production')).rejects.toThrow(/production/);
});

test('only the hash of a key is kept', async () => {
  const { db } = await freshDatabase();
  const { key } = await createKey(db, { name: 'n', scopes: ['read'] }, new Date());
  const [row] = await db.select().from(apiKeys);
  expect(JSON.stringify(row)).not.toContain(key);
  expect(key.startsWith(row?.hint ?? '')).toBe(true);
  expect(row?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await authenticateKey(db, `${key}x`, 'production')).toBe(null);
  expect(await authenticateKey(db, key, 'production')).toMatchObject({ scopes: ['read'] });
});

test('the use of a key is written once a minute, not at every request', async () => {
  const { db } = await freshDatabase();
  const { key } = await createKey(db, { name: 'n', scopes: ['read'] }, new Date());
  const lastUse = async () => {
    await authenticateKey(db, key, 'production');
    const [row] = await db.select().from(apiKeys);
    return row?.lastUsedAt?.getTime() ?? 0;
  };
  const first = await lastUse();
  expect(await lastUse()).toBe(first);
  await db.update(apiKeys).set({ lastUsedAt: sql`now() - interval '61 seconds'` });
  expect(await lastUse()).toBeGreaterThan(first - 60_000);
});
