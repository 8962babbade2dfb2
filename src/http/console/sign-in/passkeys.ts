// The requests of the passkey script: what to ask the browser, and what it answered.

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import type { EditorCaller } from '../../../access/caller.ts';
import { describeBrowser } from '../../../access/sessions/browser.ts';
import {
  addPasskey,
  askForPasskey,
  listPasskeys,
  offerPasskey,
  signInByPasskey,
} from '../../../access/sessions/passkeys.ts';
import { endSession } from '../../../access/sessions/session.ts';
import { AppError } from '../../../base/errors.ts';
import { parseJson } from '../../../base/json.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { ownPath, requireEditor } from '../../middleware/require-editor.ts';
import { ownPagesOnly } from '../../middleware/same-origin.ts';
import { readSessionCookie, writeSessionCookie } from '../../middleware/session-cookie.ts';
import { limitForm } from '../../site/form.ts';
import { siteOf } from '../../ui/answer-page.ts';
import { noteBrowserAct } from '../note.ts';

/** What every answer of WebAuthn has; the library reads the rest, and refuses what it cannot. */
const Answer = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(4000) }),
});

export function mountPasskeys(app: Hono<AppEnv>): void {
  app.post('/console/sign-in/passkey/options', limitForm, ownPagesOnly, async (c) =>
    quiet(c, await askForPasskey(depsOf(c))),
  );
  app.post('/console/sign-in/passkey', limitForm, ownPagesOnly, enter);
  app.post('/console/settings/passkeys/options', limitForm, async (c) => {
    const me = await requireEditor(c);
    return quiet(c, await offerPasskey(depsOf(c), me));
  });
  app.post('/console/settings/passkeys', limitForm, async (c) => {
    const me = await requireEditor(c);
    const answer = (await readAnswer(c)) as RegistrationResponseJSON;
    await addPasskey(depsOf(c), me, answer, browserOf(c));
    await noteBrowserAct(c, me, 'addPasskey', `/api/editors/${me.id}`);
    return quiet(c, {});
  });
  app.post('/console/settings/passkeys/later', limitForm, async (c) => {
    await requireEditor(c);
    const secure = c.var.deps().env.PUBLIC_URL.startsWith('https:');
    const room = { path: '/console', maxAge: oneYear, sameSite: 'Lax', httpOnly: true } as const;
    setCookie(c, laterCookie, '1', { ...room, secure });
    return c.redirect('/console', 303);
  });
}

/** Of this browser alone: a passkey is of one device, too. */
const laterCookie = 'console-passkey-later';
const oneYear = 365 * 24 * 60 * 60;

/** True for who has none, unless they have said in this browser that they want none now. */
export async function wantsPasskey(c: AppContext, editor: EditorCaller): Promise<boolean> {
  if (getCookie(c, laterCookie) !== undefined) return false;
  return (await listPasskeys(c.var.deps().db, editor.id)).length === 0;
}

async function enter(c: AppContext): Promise<Response> {
  const answer = (await readAnswer(c)) as AuthenticationResponseJSON;
  const { secret, editorId } = await signInByPasskey(depsOf(c), answer, browserOf(c));
  const before = readSessionCookie(c);
  if (before !== null) await endSession(c.var.deps().db, before);
  writeSessionCookie(c, secret);
  const by = { kind: 'editor', id: editorId } as const;
  await noteBrowserAct(c, by, 'signIn', `/api/editors/${editorId}`);
  return quiet(c, { to: ownPath(c.req.query('to')) ?? '/console' });
}

function depsOf(c: AppContext) {
  const { db, tokens, clock, env } = c.var.deps();
  return { db, tokens, now: clock(), publicUrl: env.PUBLIC_URL, houseName: siteOf(c).name };
}

/** Its shape as far as we look at it; what the library takes it for, it checks itself. */
async function readAnswer(c: AppContext): Promise<object> {
  const answer = Answer.safeParse(parseJson(await c.req.text()));
  if (answer.success) return answer.data;
  throw new AppError('bad_request', 'This is no answer of a passkey.');
}

function browserOf(c: AppContext): string {
  return describeBrowser(c.req.header('user-agent'));
}

function quiet(c: AppContext, body: object): Response {
  return c.json(body, 200, { 'cache-control': 'no-store' });
}
