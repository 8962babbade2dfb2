// 405 with `Allow` for every address that exists under other methods.

import type { Hono } from 'hono';
import { AppError } from '../../base/errors.ts';
import type { AppEnv } from '../context.ts';

/** To be called when every route is mounted: what is added later gets no 405. */
export function refuseOtherMethods(app: Hono<AppEnv>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  for (const [path, known] of methods) {
    const allow = [...known].sort().join(', ');
    app.all(path, (c) => {
      throw new AppError('method_not_allowed', `${c.req.method} is not one of ${allow}.`, {
        headers: { allow },
      });
    });
  }
}
