// Signing in by a link: GET shows its button, only POST spends it.

import type { Hono } from 'hono';
import { describeBrowser } from '../../../access/sessions/browser.ts';
import { endSession, endSessions } from '../../../access/sessions/session.ts';
import { type LinkState, readSignInLink, signInByLink } from '../../../access/sessions/sign-in.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { ownPagesOnly } from '../../middleware/same-origin.ts';
import {
  clearSessionCookie,
  readSessionCookie,
  writeSessionCookie,
} from '../../middleware/session-cookie.ts';
import { lastOf, limitForm, readFields } from '../../site/form.ts';
import { linkToken } from '../../site/link-token.ts';
import { answerPage, privateHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import { LinkPage } from './page.tsx';

const linkPath = '/console/sign-in/:token';

/** The token in the address must be told to nobody, not even to our own next page. */
const tokenHeaders = { ...privateHeaders, 'referrer-policy': 'no-referrer' };

export function mountSignIn(app: Hono<AppEnv>): void {
  app.get(linkPath, async (c) => {
    const token = linkToken(c);
    return answerLink(c, token, await readSignInLink(c.var.deps(), token));
  });
  app.post(linkPath, limitForm, ownPagesOnly, async (c) => {
    const deps = c.var.deps();
    const token = linkToken(c);
    const browser = describeBrowser(c.req.header('user-agent'));
    const entered = await signInByLink(deps, token, browser);
    if (entered.kind === 'refused') return answerLink(c, token, entered.state);
    const before = readSessionCookie(c);
    if (before !== null) await endSession(deps.db, before);
    writeSessionCookie(c, entered.secret);
    c.header('cache-control', 'no-store');
    return c.redirect(entered.opens ?? '/console', 303);
  });
  app.post('/console/sign-out', limitForm, ownPagesOnly, signOut);
}

/** Here, or with the field `everywhere` in every browser of theirs. */
async function signOut(c: AppContext): Promise<Response> {
  const { db } = c.var.deps();
  const secret = readSessionCookie(c);
  if (lastOf(await readFields(c), 'everywhere') !== null) {
    const editor = await requireEditor(c);
    await endSessions(db, editor.id);
  } else if (secret !== null) await endSession(db, secret);
  clearSessionCookie(c);
  c.header('cache-control', 'no-store');
  return c.redirect('/console/sign-in', 303);
}

const statuses = { valid: 200, used: 410, expired: 410, unknown: 404 };

function answerLink(c: AppContext, token: string, state: LinkState): Promise<Response> {
  const frame = { site: siteOf(c), language: readLanguage(c) };
  const page = <LinkPage {...frame} token={token} state={state} />;
  return answerPage(page, tokenHeaders, statuses[state]);
}
