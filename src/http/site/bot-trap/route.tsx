// The page behind the link that only programs follow: the same for everyone, whatever they ask.

import type { Hono } from 'hono';
import { botTrapPath } from '../../../render/bot-trap.ts';
import type { AppEnv } from '../../context.ts';
import { answerPage, publicHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import { BotTrapPage } from './page.tsx';

export function mountBotTrap(app: Hono<AppEnv>): void {
  app.get(botTrapPath, (c) => {
    const page = <BotTrapPage site={siteOf(c)} language={readLanguage(c)} />;
    return answerPage(page, { ...publicHeaders(3600), 'x-robots-tag': 'noindex, nofollow' });
  });
}
