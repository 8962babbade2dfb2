// An editor who is signed in, for tests of the console.

import type { EditorCaller, Role } from '../../src/access/caller.ts';
import { ensureEditor } from '../../src/access/editors/editors.ts';
import { findSession, startSession } from '../../src/access/sessions/session.ts';
import { parseEmailAddress } from '../../src/base/email-address.ts';
import type { Called, TestApp } from './app.ts';

export interface SignedIn {
  editor: EditorCaller;
  /** As `call` and `fetch` send it: with what a browser says of a page of ours. */
  headers: Record<string, string>;
  /** For Playwright: `page.context().addCookies([cookie(site.url)])`. */
  cookie(url: string): { name: string; value: string; url: string; httpOnly: boolean };
  /** `app.call` by this editor, from a page of ours. */
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
}

interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Makes an editor of this role, and a session for them. */
export async function signedIn(
  { db, call }: Pick<TestApp, 'db' | 'call'>,
  role: Role = 'owner',
  address = `${role}@example.com`,
): Promise<SignedIn> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind !== 'ok') throw new Error(parsed.message);
  const editorId = await ensureEditor(db, parsed.address, role);
  const secret = await startSession(db, { editorId, browser: 'Chrome, Linux' });
  const editor = await findSession(db, secret);
  if (editor === null) throw new Error('The session that was just begun is not there');
  const headers = { cookie: `__Host-console=${secret}`, 'sec-fetch-site': 'same-origin' };
  return {
    editor,
    headers,
    cookie: (url) => ({ name: 'console', value: secret, url, httpOnly: true }),
    call: (method, path, options = {}) =>
      call(method, path, {
        ...options,
        key: null,
        headers: { accept: 'text/html', ...headers, ...options.headers },
      }),
  };
}

/** A form as browsers send it. */
export function form(fields: Record<string, string>): CallOptions {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
