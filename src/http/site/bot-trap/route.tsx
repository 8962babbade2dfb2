// The page behind the link that only programs follow: the same for everyone, whatever they ask.

import type { Hono } from 'hono';
import { canaryPath } from '../../../render/canary.ts';
import type { AppEnv } from '../../context.ts';
import { answerPage, publicHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import { CanaryPage } from './page.tsx';

export function mountCanary(app: Hono<AppEnv>): void {
  app.get(canaryPath, (c) => {
    const page = <CanaryPage site={siteOf(c)} language={readLanguage(c)} />;
    return answerPage(page, { ...publicHeaders(3600), 'x-robots-tag': 'noindex, nofollow' });
  });
}
