// Answering an email: GET shows what it is about, only POST acts.

import type { Hono } from 'hono';
import {
  type ConfirmationState,
  type Confirmed,
  confirmByLink,
  readConfirmation,
  renewConfirmation,
} from '../../../audience/joining/confirm.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import {
  answerJson,
  answerPage,
  privateHeaders,
  readLanguage,
  siteOf,
  wantsJson,
} from '../../ui/answer-page.ts';
import { limitForm } from '../form.ts';
import { linkToken } from '../link-token.ts';
import { ConfirmPage, RenewedPage } from './page.tsx';

const path = '/confirm/:token';

export function mountConfirm(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const token = linkToken(c);
    return answerConfirmation(c, token, await readConfirmation(c.var.deps(), token));
  });
  app.post(path, limitForm, sameOrigin, async (c) => {
    const token = linkToken(c);
    const deps = c.var.deps();
    return answerConfirmation(c, token, await confirmByLink(emailDeps(deps), token));
  });
  app.post(`${path}/renew`, limitForm, sameOrigin, async (c) => {
    const deps = c.var.deps();
    const token = linkToken(c);
    const state = await readConfirmation(deps, token);
    await renewConfirmation(emailDeps(deps), token);
    if (wantsJson(c)) return answerJson({ status: 'asked' }, privateHeaders);
    const frame = { site: siteOf(c), language: languageFor(c, state) };
    return answerPage(<RenewedPage {...frame} />, privateHeaders);
  });
}

const statuses = { valid: 200, done: 200, confirmed: 200, expired: 410, used: 410, unknown: 404 };

async function answerConfirmation(
  c: AppContext,
  token: string,
  state: ConfirmationState | Confirmed,
): Promise<Response> {
  const status = statuses[state.kind];
  if (wantsJson(c)) {
    const said = state.kind === 'done' ? 'confirmed' : state.kind;
    const lists = state.kind === 'unknown' ? [] : state.lists;
    return answerJson({ status: said, lists }, privateHeaders, status);
  }
  const frame = { site: siteOf(c), language: languageFor(c, state) };
  return answerPage(<ConfirmPage {...frame} token={token} state={state} />, privateHeaders, status);
}

function languageFor(c: AppContext, state: ConfirmationState | Confirmed) {
  return readLanguage(c, state.kind === 'unknown' ? null : state.language);
}
