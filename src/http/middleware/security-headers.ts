// Headers that keep browsers from doing more with an answer than it asks for.

import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import { usualPolicy } from '../policy.ts';

const defaults: Readonly<Record<string, string>> = {
  'content-security-policy': usualPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  // Links of a mail carry a token: they must not leak to where the reader goes next.
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** Sets each header that the route has not set itself. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(defaults)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
});
