// The HTTP side as a function of its dependencies.

import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { mountApi } from './http/api/routes.ts';
import { mountConsole } from './http/console/routes.ts';
import { showConsoleProblem } from './http/console/shell/problem.tsx';
import type { AppContext, AppEnv, OpenDeps } from './http/context.ts';
import { provideDeps } from './http/middleware/deps.ts';
import { keepWrittenPaths, refuseOtherMethods } from './http/middleware/methods.ts';
import { answerError, answerNotFound } from './http/middleware/problem.ts';
import { showProblem } from './http/middleware/problem-page.tsx';
import { leadToSignIn } from './http/middleware/require-editor.ts';
import { securityHeaders } from './http/middleware/security-headers.ts';
import { mountDocs } from './http/site/docs/route.tsx';
import { mountPublic } from './http/site/routes.ts';
import { pathOf } from './http/touched-path.ts';
import { mountWebhooks } from './http/webhooks.ts';

/** The whole app. `openDeps` is called at most once per request, when a route first needs it. */
export function createApp(openDeps: OpenDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ getPath: pathOf });
  app.use(requestId(), securityHeaders, provideDeps(openDeps));
  app.onError((error, c) => leadToSignIn(c, error) ?? show(c, answerError(error, c)));
  app.notFound((c) => show(c, answerNotFound(c)));
  keepWrittenPaths(app);
  mountApi(app);
  mountDocs(app);
  mountPublic(app);
  mountConsole(app);
  mountWebhooks(app);
  refuseOtherMethods(app);
  return app;
}

function show(c: AppContext, problem: Response): Response | Promise<Response> {
  const isConsole = /^\/console(\/|$)/.test(c.req.path);
  return isConsole ? showConsoleProblem(c, problem) : showProblem(c, problem);
}
