// Who is calling, and may they?

import { authenticateKey, type Caller, holdsScope, type Scope } from '../../access/api-key.ts';
import { AppError } from '../../base/errors.ts';
import type { AppContext } from '../context.ts';

const realm = 'Bearer realm="Chrysanthemum Digest"';

/** The caller behind `Authorization: Bearer`; `unauthorized` without, `forbidden` beyond its scopes. */
export async function requireScope(c: AppContext, scope: Scope): Promise<Caller> {
  const header = c.req.header('authorization') ?? '';
  const key = /^Bearer +([\x21-\x7e]+)$/i.exec(header.trim())?.[1];
  if (key === undefined) {
    throw new AppError('unauthorized', 'Send your API key as Authorization: Bearer ….', {
      headers: { 'www-authenticate': realm },
    });
  }
  const { db, env } = c.var.deps();
  const caller = await authenticateKey(db, key, env.ENVIRONMENT);
  if (caller === null) {
    throw new AppError('unauthorized', 'This API key is not known, has expired or was revoked.', {
      headers: { 'www-authenticate': `${realm}, error="invalid_token"` },
    });
  }
  if (!holdsScope(caller, scope)) {
    throw new AppError('forbidden', `This needs a key with the scope ${scope}.`, {
      headers: {
        'www-authenticate': `${realm}, error="insufficient_scope", scope="${scope}"`,
      },
    });
  }
  return caller;
}
