// 405 with `Allow` for every address that exists under other methods.

import type { Hono } from 'hono';
import { AppError } from '../../base/errors.ts';
import type { AppContext, AppEnv } from '../context.ts';

/**
 * To be called before any route is mounted: `PATCH /api/sends/estimate` is not one of the send with that
 * id, though a route with an id would take it.
 */
export function keepWrittenPaths(app: Hono<AppEnv>): void {
  let routes: Map<string, Set<string>> | null = null;
  app.use(async (c, next) => {
    routes ??= methodsByPath(app);
    const known = c.req.path.includes(':') ? undefined : routes.get(c.req.path);
    if (known !== undefined && !known.has(c.req.method)) refuse(c, known);
    await next();
  });
}

/** To be called when every route is mounted: what is added later gets no 405. */
export function refuseOtherMethods(app: Hono<AppEnv>): void {
  for (const [path, known] of methodsByPath(app)) app.all(path, (c) => refuse(c, known));
}

function methodsByPath(app: Hono<AppEnv>): Map<string, Set<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  return methods;
}

function refuse(c: AppContext, known: ReadonlySet<string>): never {
  const allow = [...known].sort().join(', ');
  throw new AppError('method_not_allowed', `${c.req.method} is not one of ${allow}.`, {
    headers: { allow },
  });
}
