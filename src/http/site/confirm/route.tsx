// Answering a letter: GET shows what it is about, only POST acts.

import type { Hono } from 'hono';
import {
  type Confirmed,
  confirmLetter,
  type LetterState,
  readLetter,
  renewLetter,
} from '../../../audience/joining/confirm.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import {
  answerJson,
  answerPage,
  privateHeaders,
  readLanguage,
  siteOf,
  wantsJson,
} from '../../ui/answer-page.ts';
import { limitForm } from '../form.ts';
import { sameOrigin } from '../same-origin.ts';
import { LetterPage, RenewedPage } from './page.tsx';

const path = '/confirm/:token';

export function mountConfirm(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const token = c.req.param('token');
    return answerLetter(c, token, await readLetter(c.var.deps(), token));
  });
  app.post(path, limitForm, sameOrigin, async (c) => {
    const token = c.req.param('token');
    const deps = c.var.deps();
    return answerLetter(c, token, await confirmLetter(emailDeps(deps), token));
  });
  app.post(`${path}/renew`, limitForm, sameOrigin, async (c) => {
    const deps = c.var.deps();
    const state = await readLetter(deps, c.req.param('token'));
    await renewLetter(emailDeps(deps), c.req.param('token'));
    if (wantsJson(c)) return answerJson({ status: 'asked' }, privateHeaders);
    const frame = { site: siteOf(c), language: languageFor(c, state) };
    return answerPage(<RenewedPage {...frame} />, privateHeaders);
  });
}

const statuses = { valid: 200, done: 200, confirmed: 200, expired: 410, used: 410, unknown: 404 };

async function answerLetter(
  c: AppContext,
  token: string,
  state: LetterState | Confirmed,
): Promise<Response> {
  const status = statuses[state.kind];
  if (wantsJson(c)) {
    const said = state.kind === 'done' ? 'confirmed' : state.kind;
    const lists = state.kind === 'unknown' ? [] : state.lists;
    return answerJson({ status: said, lists }, privateHeaders, status);
  }
  const frame = { site: siteOf(c), language: languageFor(c, state) };
  return answerPage(<LetterPage {...frame} token={token} state={state} />, privateHeaders, status);
}

function languageFor(c: AppContext, state: LetterState | Confirmed) {
  return readLanguage(c, state.kind === 'unknown' ? null : state.language);
}
