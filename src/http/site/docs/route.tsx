// The page of the API.

import type { Hono } from 'hono';
import { describeApi } from '../../api/routes.ts';
import type { AppEnv } from '../../context.ts';
import { readSite } from '../../ui/site.ts';
import { DocsPage } from './page.tsx';

export function mountDocs(app: Hono<AppEnv>): void {
  app.get('/docs', (c) => {
    const { env } = c.var.deps();
    c.header('cache-control', 'public, max-age=300');
    return c.html(
      `<!doctype html>${<DocsPage site={readSite(env)} document={describeApi(env.PUBLIC_URL)} />}`,
    );
  });
}
