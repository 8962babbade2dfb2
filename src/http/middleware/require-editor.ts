// Who looks at a page of the console: an editor, or somebody who has to sign in first.

import { type EditorCaller, holdsScope, type Scope } from '../../access/caller.ts';
import { findSession } from '../../access/sessions/session.ts';
import { AppError } from '../../base/errors.ts';
import type { AppContext } from '../context.ts';
import { isSafe, refuseForeign } from './same-origin.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Thrown where an editor is needed and nobody is signed in. */
class SignInNeeded extends AppError {
  constructor() {
    super('unauthorized', 'Your session is over: sign in again.');
  }
}

/**
 * The editor who is signed in. Throws `SignInNeeded` without one, and `forbidden` where their role does
 * not have the scope, or where another site's page makes the browser change something.
 */
export async function requireEditor(c: AppContext, scope: Scope = 'read'): Promise<EditorCaller> {
  if (!isSafe(c)) refuseForeign(c);
  const secret = readSessionCookie(c);
  const editor = secret === null ? null : await findSession(c.var.deps().db, secret);
  if (editor === null) throw new SignInNeeded();
  if (holdsScope(editor, scope)) return editor;
  throw new AppError(
    'forbidden',
    `This needs the scope ${scope}, which the role ${editor.role} does not have.`,
  );
}

/**
 * Leads a look to the sign-in page, which leads back; null for every other error. What would have changed
 * something is not repeated by itself, and a script is told: the page that asked must not be lost.
 */
export function leadToSignIn(c: AppContext, error: Error): Response | null {
  const isPage = isSafe(c) && c.req.header('hx-request') === undefined;
  if (!isPage || !(error instanceof SignInNeeded)) return null;
  const { pathname, search } = new URL(c.req.url);
  const to = ownPath(pathname + search);
  const query = to === null || to === '/console' ? '' : `?to=${encodeURIComponent(to)}`;
  return c.redirect(`/console/sign-in${query}`, 303);
}

/**
 * A path of the console that a form or a sign-in may lead to; null for every other text: `//example.com` and
 * `/\\example.com` would lead away.
 */
export function ownPath(text: string | null | undefined): string | null {
  if (!text || text.length > 500) return null;
  const isOurs = /^\/console(?:[/?][\x21-\x5b\x5d-\x7e]*)?$/.test(text);
  return isOurs && !/^\/console\/sign-(?:in|out)\b/.test(text) ? text : null;
}
