// DATABASE_URL as people write it, in the full form that every client of it takes.

import os from 'node:os';

/** Miniflare wants some password; a server that asks for none (trust, peer, a certificate) reads none. */
const noPassword = 'none';

/**
 * The address with user, password, port and database, as libpq would complete it (`PGUSER`,
 * `PGPASSWORD`). Throws one sentence for what is no address of a server.
 */
export function completeUrl(text: string): string {
  const url = parse(text);
  if (!/^postgres(ql)?:$/.test(url?.protocol ?? '')) {
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database');
  }
  const host = decodeURIComponent(url?.searchParams.get('host') ?? url?.hostname ?? '');
  if (!url || host === '' || host.startsWith('/')) {
    throw new Error(
      'DATABASE_URL names no host: workerd reaches PostgreSQL by TCP alone, as in postgres://user@localhost:5432/database',
    );
  }
  url.username ||= encodeURIComponent(process.env.PGUSER ?? os.userInfo().username);
  url.password ||= encodeURIComponent(process.env.PGPASSWORD ?? noPassword);
  url.port ||= '5432';
  if (url.pathname === '' || url.pathname === '/') url.pathname = `/${url.username}`;
  return url.href;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** What a server says to those it does not let in, in one sentence; of other errors the first cause. */
export function explainRefusal(error: unknown, address: string): Error {
  let first = error instanceof Error ? error : new Error(String(error));
  while (first.cause instanceof Error) first = first.cause;
  const code = 'code' in first ? first.code : null;
  const url = new URL(address);
  const server = `PostgreSQL at ${url.host}`;
  if (code === '28P01' || code === '28000') {
    const missing = url.password === noPassword ? ', and DATABASE_URL holds no password' : '';
    const role = decodeURIComponent(url.username);
    return new Error(`${server} does not let ${role} in${missing}.`, { cause: first });
  }
  if (code === '3D000') {
    const name = decodeURIComponent(url.pathname.slice(1));
    return new Error(`${server} has no database ${name}: create it first.`, { cause: first });
  }
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_|CONNECT_)/.test(code)) {
    return new Error(`${server} cannot be reached (${code}).`, { cause: first });
  }
  return first;
}
