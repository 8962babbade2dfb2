// Keeps other people's pages from pressing our buttons for a reader or an editor.

import { createMiddleware } from 'hono/factory';
import { AppError } from '../../base/errors.ts';
import type { AppContext, AppEnv } from '../context.ts';

/**
 * Refuses a POST that a browser says comes from another site (Sec-Fetch-Site, else Origin). What
 * says neither is no browser, holds nobody's session, and may pass: the token in the address is the
 * only authority there is. Not for `/u` (mail programs) nor `/subscribe` (made to be embedded).
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'POST' && originOf(c) === 'foreign') throw foreign();
  await next();
});

/** For the console's forms, where a cookie may speak: what does not say that it is ours is refused. */
export const ownPagesOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (!isSafe(c)) refuseForeign(c);
  await next();
});

/** Throws `forbidden` unless the browser says that a page of ours asks, or for a look the editor's own hand. */
export function refuseForeign(c: AppContext): void {
  const origin = originOf(c);
  if (origin !== 'own' && !(origin === 'typed' && isSafe(c))) throw foreign();
}

export function isSafe(c: AppContext): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/** `typed`: an address that somebody wrote, or a bookmark. */
function originOf(c: AppContext): 'own' | 'typed' | 'foreign' | 'unsaid' {
  const site = c.req.header('sec-fetch-site');
  if (site === 'none') return 'typed';
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign';
  const origin = c.req.header('origin');
  if (origin === undefined) return 'unsaid';
  const ours = [new URL(c.var.deps().env.PUBLIC_URL).origin, new URL(c.req.url).origin];
  return ours.includes(origin) ? 'own' : 'foreign';
}

function foreign(): AppError {
  return new AppError('forbidden', 'This was sent from another site.');
}
