// Keeps other people's pages from pressing our buttons for a reader.

import { createMiddleware } from 'hono/factory';
import { AppError } from '../../base/errors.ts';
import type { AppEnv } from '../context.ts';

/**
 * Refuses a POST that a browser says comes from another site (Sec-Fetch-Site, else Origin). What
 * says neither is no browser, holds nobody's session, and may pass: the token in the address is the
 * only authority there is. Not for `/u` (mail programs) nor `/subscribe` (made to be embedded).
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'POST' && isForeign(c.req.raw, c.var.deps().env.PUBLIC_URL)) {
    throw new AppError('forbidden', 'This form was sent from another site.');
  }
  await next();
});

function isForeign(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  return origin !== new URL(publicUrl).origin && origin !== new URL(request.url).origin;
}
