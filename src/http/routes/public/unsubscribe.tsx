// Leaving by the link in a mail: GET and HEAD show, POST leaves (RFC 8058), from anywhere.

import type { Hono } from 'hono';
import {
  readUnsubscribe,
  type UnsubscribeState,
  undoUnsubscribe,
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
import { UnsubscribePage, type UnsubscribeStep } from '../../pages/unsubscribe.tsx';
import { readNetwork } from './network.ts';
import { sameOrigin } from './same-origin.ts';

const headers = { ...privateHeaders, 'referrer-policy': 'no-referrer' };

export function mountUnsubscribe(app: Hono<AppEnv>): void {
  app.get('/u/:token', async (c) => {
    const token = c.req.param('token');
    return answerState(c, token, await readUnsubscribe(c.var.deps(), token), 'look');
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
    return answerState(c, token, state, 'left');
  });
  app.post('/u/:token/undo', sameOrigin, async (c) => {
    const token = c.req.param('token');
    const state = await undoUnsubscribe(c.var.deps(), token, { network: readNetwork(c) });
    return answerState(c, token, state, 'undone');
  });
}

function answerState(
  c: AppContext,
  token: string,
  state: UnsubscribeState,
  step: UnsubscribeStep,
): Promise<Response> {
  const language = readLanguage(c, state.kind === 'known' ? state.language : null);
  const frame = { site: siteOf(c), language };
  return answerPage(<UnsubscribePage {...frame} {...{ token, state, step }} />, headers);
}
