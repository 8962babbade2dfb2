// The cookie that holds an editor's session.

import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppContext } from '../context.ts';

/**
 * `__Host-` ties it to this host, to https and to no subdomain (RFC 6265bis §4.1.3.2). On a machine's
 * own plain http there is no https to tie it to.
 */
function cookieOf(c: AppContext) {
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(c.req.url);
  return { name: isLocal ? 'console' : '__Host-console', secure: !isLocal };
}

/** The longest that browsers keep one; the session's own row ends it sooner. */
const maxAge = 400 * 24 * 60 * 60;

export function readSessionCookie(c: AppContext): string | null {
  return getCookie(c, cookieOf(c).name) ?? null;
}

/** Out of reach of scripts; not sent with what other sites post or frame. */
export function writeSessionCookie(c: AppContext, secret: string): void {
  const { name, secure } = cookieOf(c);
  setCookie(c, name, secret, { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge });
}

export function clearSessionCookie(c: AppContext): void {
  const { name, secure } = cookieOf(c);
  deleteCookie(c, name, { path: '/', secure });
}
