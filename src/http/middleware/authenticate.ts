// Who is calling, and may they?

import { type Caller, holdsScope, type Scope } from '../../access/caller.ts';
import { authenticateKey } from '../../access/keys/api-key.ts';
import { findSession } from '../../access/sessions/session.ts';
import { AppError } from '../../base/errors.ts';
import type { AppContext } from '../context.ts';
import { refuseForeign } from './same-origin.ts';
import { readSessionCookie } from './session-cookie.ts';

const realm = 'Bearer realm="Chrysanthemum Digest"';

/**
 * The caller behind `Authorization: Bearer`, or without that header behind the console's cookie, which
 * counts only from our own pages. `unauthorized` without either, `forbidden` with neither of the scopes.
 */
export async function requireScope(
  c: AppContext,
  scope: Scope,
  orScope: Scope = scope,
): Promise<Caller> {
  const caller = await authenticate(c);
  if (holdsScope(caller, scope) || holdsScope(caller, orScope)) return caller;
  const needed =
    caller.kind === 'key'
      ? `This needs a key with the scope ${scope}.`
      : `This needs the scope ${scope}, which the role ${caller.role} does not have.`;
  throw new AppError('forbidden', needed, {
    headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${scope}"` },
  });
}

async function authenticate(c: AppContext): Promise<Caller> {
  const header = c.req.header('authorization');
  const secret = header === undefined ? readSessionCookie(c) : null;
  const key = /^Bearer +([\x21-\x7e]+)$/i.exec((header ?? '').trim())?.[1];
  if (secret !== null) return bySession(c, secret);
  if (key !== undefined) return byKey(c, key);
  throw new AppError('unauthorized', 'Send your API key as Authorization: Bearer ….', {
    headers: { 'www-authenticate': realm },
  });
}

async function bySession(c: AppContext, secret: string): Promise<Caller> {
  refuseForeign(c);
  const editor = await findSession(c.var.deps().db, secret);
  if (editor !== null) return editor;
  throw new AppError('unauthorized', 'Your session is over: sign in again.', {
    headers: { 'www-authenticate': realm },
  });
}

async function byKey(c: AppContext, key: string): Promise<Caller> {
  const { db, env } = c.var.deps();
  const caller = await authenticateKey(db, key, env.ENVIRONMENT);
  if (caller !== null) return caller;
  throw new AppError('unauthorized', 'This API key is not known, has expired or was revoked.', {
    headers: { 'www-authenticate': `${realm}, error="invalid_token"` },
  });
}
