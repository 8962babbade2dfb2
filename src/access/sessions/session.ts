// A browser's credential: given at sign-in, kept as a hash, over after a month of idleness.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../../base/errors.ts';
import { type EditorId, isUuid, newId, randomToken, type SessionId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import { type EditorCaller, scopesOf } from '../caller.ts';
import {
  deleteSession,
  deleteSessionByHash,
  deleteSessionsOf,
  findSessionByHash,
  insertSession,
  type ListedSession,
  selectSessionsOf,
  touchSession,
} from './session-queries.ts';

/**
 * Signs a browser in, always by a new session: whatever cookie it came with is worth nothing more
 * than before. The cookie's text is in this answer and nowhere else.
 */
export async function startSession(
  db: Queryable,
  { editorId, browser }: { editorId: EditorId; browser: string },
): Promise<string> {
  const secret = randomToken(32);
  await insertSession(db, { id: newId<SessionId>(), editorId, hash: hashSecret(secret), browser });
  return secret;
}

/** Who holds this cookie, or null. Writes the last use at most once a minute. */
export async function findSession(db: Queryable, secret: string): Promise<EditorCaller | null> {
  if (!isSecret(secret)) return null;
  const row = await findSessionByHash(db, hashSecret(secret));
  if (row === null) return null;
  if (row.isTouchDue) await touchSession(db, row.sessionId);
  const { id, sessionId, name, address, role } = row;
  return {
    kind: 'editor',
    id: id as EditorId,
    name,
    address,
    role,
    scopes: scopesOf(role),
    sessionId: sessionId as SessionId,
  };
}

/** The cookie opens nothing from now on. */
export async function endSession(db: Queryable, secret: string): Promise<void> {
  if (isSecret(secret)) await deleteSessionByHash(db, hashSecret(secret));
}

/** Where the editor is signed in, the last used first. */
export function listSessions(db: Queryable, editorId: EditorId): Promise<ListedSession[]> {
  return selectSessionsOf(db, editorId);
}

/** Signs one browser of the editor out. `not_found` for a session that is not theirs. */
export async function revokeSession(db: Queryable, editorId: EditorId, id: string): Promise<void> {
  if (isUuid(id) && (await deleteSession(db, { id, editorId }))) return;
  throw new AppError('not_found', 'There is no such session.');
}

/** Every browser of the editor is signed out. */
export async function endSessions(db: Queryable, editorId: EditorId): Promise<void> {
  await deleteSessionsOf(db, editorId);
}

function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Unsalted on purpose: 256 random bits, and the hash is what we look up by. */
function hashSecret(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}
