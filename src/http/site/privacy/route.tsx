// The privacy notice, made from the settings: what it says of times is what the sweep does.

import type { Hono } from 'hono';
import { findUiLanguage } from '../../../words/words.ts';
import type { AppEnv } from '../../context.ts';
import { answerPage, publicHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import { usesTurnstile } from '../subscribe/turnstile.ts';
import { PrivacyPage } from './page.tsx';

export function mountPrivacy(app: Hono<AppEnv>): void {
  app.get('/privacy', (c) => {
    const { env } = c.var.deps();
    const asked = findUiLanguage(c.req.query('language') ?? '');
    const page = (
      <PrivacyPage
        site={siteOf(c)}
        language={asked ?? readLanguage(c)}
        version={env.PRIVACY_VERSION}
        networkDays={env.NETWORK_DAYS}
        hasTurnstile={usesTurnstile(env)}
      />
    );
    return answerPage(page, publicHeaders(0));
  });
}
