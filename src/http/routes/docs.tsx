// The page of the API.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { DocsPage } from '../pages/docs/page.tsx';
import { readSite } from '../pages/site.ts';
import { describeApi } from './api.ts';

export function mountDocs(app: Hono<AppEnv>): void {
  app.get('/docs', (c) => {
    const { env } = c.var.deps();
    c.header('cache-control', 'public, max-age=300');
    return c.html(
      `<!doctype html>${<DocsPage site={readSite(env)} document={describeApi(env.PUBLIC_URL)} />}`,
    );
  });
}
