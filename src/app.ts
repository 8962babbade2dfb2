// The HTTP side as a function of its dependencies.

import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { AppEnv, OpenDeps } from './http/context.ts';
import { provideDeps } from './http/middleware/deps.ts';
import { refuseOtherMethods } from './http/middleware/methods.ts';
import { answerError, answerNotFound } from './http/middleware/problem.ts';
import { securityHeaders } from './http/middleware/security-headers.ts';
import { mountApi } from './http/routes/api.ts';
import { mountDocs } from './http/routes/docs.tsx';

/** The whole app. `openDeps` is called at most once per request, when a route first needs it. */
export function createApp(openDeps: OpenDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requestId(), securityHeaders, provideDeps(openDeps));
  app.onError(answerError);
  app.notFound(answerNotFound);
  mountApi(app);
  mountDocs(app);
  // Public pages: mount them here.
  refuseOtherMethods(app);
  return app;
}
