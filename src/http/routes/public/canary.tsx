// The page behind the link that only programs follow: the same for everyone, whatever they ask.

import type { Hono } from 'hono';
import { canaryPath } from '../../../render/canary.ts';
import { answerPage, publicHeaders, readLanguage, siteOf } from '../../answer-page.ts';
import type { AppEnv } from '../../context.ts';
import { CanaryPage } from '../../pages/canary.tsx';

export function mountCanary(app: Hono<AppEnv>): void {
  app.get(canaryPath, (c) => {
    const page = <CanaryPage site={siteOf(c)} language={readLanguage(c)} />;
    return answerPage(page, { ...publicHeaders(3600), 'x-robots-tag': 'noindex, nofollow' });
  });
}
