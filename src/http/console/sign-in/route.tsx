// Signing in: an address, a link by mail, and the press of its button. GET changes nothing.

import type { Hono } from 'hono';
import { describeBrowser } from '../../../access/sessions/browser.ts';
import { endSession, endSessions, findSession } from '../../../access/sessions/session.ts';
import {
  type LinkState,
  readSignInLink,
  requestSignIn,
  signInByLink,
} from '../../../access/sessions/sign-in.ts';
import { parseEmailAddress } from '../../../base/email-address.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { afterAnswer } from '../../middleware/after-answer.ts';
import { readNetwork } from '../../middleware/network.ts';
import { ownPath, requireEditor } from '../../middleware/require-editor.ts';
import { ownPagesOnly } from '../../middleware/same-origin.ts';
import {
  clearSessionCookie,
  readSessionCookie,
  writeSessionCookie,
} from '../../middleware/session-cookie.ts';
import { lastOf, limitForm, readFields } from '../../site/form.ts';
import { linkToken } from '../../site/link-token.ts';
import { noteBrowserAct } from '../note.ts';
import { answerConsole, frameOf } from '../shell/frame.ts';
import { AskPage, LinkPage, SentPage } from './page.tsx';
import { mountPasskeys } from './passkeys.ts';

const linkPath = '/console/sign-in/:token';

export function mountSignIn(app: Hono<AppEnv>): void {
  app.get('/console/sign-in', async (c) => {
    const opens = ownPath(c.req.query('to'));
    const secret = readSessionCookie(c);
    const editor = secret === null ? null : await findSession(c.var.deps().db, secret);
    if (editor !== null) return c.redirect(opens ?? '/console', 303);
    return answerConsole(<AskPage {...frameOf(c, null)} opens={opens} />);
  });
  app.post('/console/sign-in', limitForm, ownPagesOnly, askForLink);
  // Before the links, whose token it would be.
  mountPasskeys(app);
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
    const by = { kind: 'editor', id: entered.editorId } as const;
    await noteBrowserAct(c, by, 'signIn', `/api/editors/${entered.editorId}`);
    c.header('cache-control', 'no-store');
    return c.redirect(entered.opens ?? '/console', 303);
  });
  app.post('/console/sign-out', limitForm, ownPagesOnly, signOut);
}

/** The same answer for everybody, before anything is looked up. */
async function askForLink(c: AppContext): Promise<Response> {
  const fields = await readFields(c);
  const typed = lastOf(fields, 'address') ?? '';
  const opens = ownPath(lastOf(fields, 'to'));
  const frame = frameOf(c, null);
  const parsed = parseEmailAddress(typed);
  if (parsed.kind !== 'ok') {
    const shown = { typed: typed.slice(0, 300), isWrong: true, opens };
    return answerConsole(<AskPage {...frame} {...shown} />, { status: 422 });
  }
  const network = readNetwork(c);
  afterAnswer(c, 'a sign-in link was lost', () =>
    requestSignIn(emailDeps(c.var.deps()), {
      address: parsed.address,
      opens,
      network,
      language: frame.language,
    }),
  );
  return answerConsole(<SentPage {...frame} address={parsed.address} />);
}

/** Here, or with the field `everywhere` in every browser of theirs. */
async function signOut(c: AppContext): Promise<Response> {
  const { db } = c.var.deps();
  const secret = readSessionCookie(c);
  if (lastOf(await readFields(c), 'everywhere') !== null) {
    const editor = await requireEditor(c);
    await endSessions(db, editor.id);
    await noteBrowserAct(c, editor, 'endSessions', `/api/editors/${editor.id}`);
  } else if (secret !== null) await endSession(db, secret);
  clearSessionCookie(c);
  c.header('cache-control', 'no-store');
  return c.redirect('/console/sign-in', 303);
}

const statuses = { valid: 200, used: 410, expired: 410, unknown: 404 };

function answerLink(c: AppContext, token: string, state: LinkState): Promise<Response> {
  // The language switch must not carry the token on.
  const frame = { ...frameOf(c, null), here: '/console/sign-in' };
  const page = <LinkPage {...frame} token={token} state={state} />;
  const headers = { 'referrer-policy': 'no-referrer' };
  return answerConsole(page, { status: statuses[state], headers });
}
