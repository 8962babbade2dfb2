// Is the worker alive?

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';

export function mountHealth(app: Hono<AppEnv>): void {
  app.get('/health', (c) => c.json({ status: 'ok' }));
}
