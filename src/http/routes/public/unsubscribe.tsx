// Leaving by the link in a mail: GET and HEAD show, POST leaves (RFC 8058), from anywhere.

import type { Hono } from 'hono';
import {
  readUnsubscribe,
  type UnsubscribeState,
  unsubscribe,
} from '../../../audience/choosing/unsubscribe.ts';
import {
  answerJson,
  answerPage,
  privateHeaders,
  readLanguage,
  siteOf,
  wantsJson,
} from '../../answer-page.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { UnsubscribePage } from '../../pages/unsubscribe.tsx';
import { readNetwork } from './network.ts';

const headers = { ...privateHeaders, 'referrer-policy': 'no-referrer' };

export function mountUnsubscribe(app: Hono<AppEnv>): void {
  app.get('/u/:token', async (c) => {
    const token = c.req.param('token');
    return answerState(c, token, await readUnsubscribe(c.var.deps(), token), false);
  });
  /**
   * The body is not read: whatever a mail program puts there, its reader wants to leave. No origin
   * check, no cookie, no redirect; 200 also for a token that is nobody's. Our page's button says
   * `?by=page`.
   */
  app.post('/u/:token', async (c) => {
    const token = c.req.param('token');
    const method = c.req.query('by') === 'page' ? 'page' : 'one-click';
    const by = { method, network: readNetwork(c) } as const;
    const state = await unsubscribe(c.var.deps(), token, by);
    if (wantsJson(c)) return answerJson({ status: 'ok' }, headers);
    return answerState(c, token, state, true);
  });
}

function answerState(
  c: AppContext,
  token: string,
  state: UnsubscribeState,
  isAnswer: boolean,
): Promise<Response> {
  const language = readLanguage(c, state.kind === 'known' ? state.language : null);
  const frame = { site: siteOf(c), language };
  return answerPage(<UnsubscribePage {...frame} {...{ token, state, isAnswer }} />, headers);
}
