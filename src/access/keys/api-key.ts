// A program's credential: made once, shown once, kept as a hash.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import { isUuid, type KeyId, newId, randomToken } from '../../base/ids.ts';
import { rawText } from '../../base/raw-text.ts';
import type { Queryable } from '../../db/client.ts';
import { type KeyCaller, Scope } from '../caller.ts';
import {
  findKeyByHash,
  insertKey,
  type KeyRow,
  markKeyRevoked,
  selectKeys,
  touchKey,
  upsertKeyByHash,
} from './key-queries.ts';

export const KeyInput = z.strictObject({
  name: rawText(100).trim().min(1, 'Must not be empty').max(100).meta({ pattern: '\\S' }),
  scopes: z
    .array(Scope)
    .min(1, 'Name at least one scope')
    .max(4)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Name each scope once')
    .meta({ uniqueItems: true }),
  /** ISO 8601 with an offset; never, if absent. */
  expiresAt: z.iso.datetime({ offset: true }).exactOptional(),
});
export type KeyInput = z.infer<typeof KeyInput>;

export const KeyView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** The first characters of the key. */
  hint: z.string(),
  scopes: z.array(Scope),
  createdAt: z.iso.datetime(),
  /** Exact to a minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type KeyView = z.infer<typeof KeyView>;

const keyCursor = defineCursor('keys', z.uuid());

/** A program cannot guess 256 bits; anything shorter has no business in production. */
const minimumKeyLength = 40;

/** Makes a key. `key` (`cd_` and 43 characters) is in this answer and nowhere else. */
export async function createKey(
  db: Queryable,
  input: KeyInput,
  now: Date,
): Promise<KeyView & { key: string }> {
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt <= now) {
    const errors = [{ path: 'expiresAt', message: 'Must be in the future' }];
    throw new AppError('invalid', 'The key would be born expired.', { errors });
  }
  const key = `cd_${randomToken(32)}`;
  const row = await insertKey(db, {
    id: newId<KeyId>(now),
    name: input.name,
    hash: hashKey(key),
    hint: key.slice(0, 8),
    scopes: [...input.scopes],
    expiresAt,
  });
  return { ...toView(row), key };
}

/** Who holds this key, or null. Writes `lastUsedAt` at most once a minute. */
export async function authenticateKey(
  db: Queryable,
  key: string,
  environment: 'production' | 'development',
): Promise<KeyCaller | null> {
  if (key.length > 200) return null;
  if (environment === 'production' && key.length < minimumKeyLength) return null;
  const row = await findKeyByHash(db, hashKey(key));
  if (row === null) return null;
  if (row.isTouchDue) await touchKey(db, row.id);
  const scopes = row.scopes.map((scope) => Scope.parse(scope));
  return { kind: 'key', id: row.id as KeyId, name: row.name, scopes };
}

/** Every key that still exists, the newest first. */
export async function listKeys(db: Queryable, page: PageQuery): Promise<Page<KeyView>> {
  const rows = await selectKeys(db, keyCursor.decode(page.cursor), page.limit + 1);
  return keyCursor.page(rows, page.limit, (row) => row.id, toView);
}

/** From now on nobody is let in with it. */
export async function revokeKey(db: Queryable, id: string): Promise<void> {
  if (!isUuid(id) || !(await markKeyRevoked(db, id))) {
    throw new AppError('not_found', 'There is no key with this id.');
  }
}

/**
 * Lets the given text in as a key with every scope, however short: for `npm start` and tests.
 * Refused in production, where `authenticateKey` would not take it either.
 */
export async function ensureDevelopmentKey(
  db: Queryable,
  key: string,
  environment: 'production' | 'development',
): Promise<void> {
  if (environment === 'production') throw new Error('A development key is refused in production');
  await upsertKeyByHash(db, {
    id: newId<KeyId>(),
    name: 'development',
    hash: hashKey(key),
    hint: key.slice(0, 8),
    scopes: [...Scope.options],
    expiresAt: null,
  });
}

/** Unsalted on purpose: keys are random, and the hash is what we look up by. */
function hashKey(key: string): string {
  return bytesToHex(sha256(utf8ToBytes(key)));
}

function toView(row: KeyRow): KeyView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes.map((scope) => Scope.parse(scope)),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
