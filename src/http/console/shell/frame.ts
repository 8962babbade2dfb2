// What every page of the console is made with, and how it is answered.

import { getCookie } from 'hono/cookie';
import type { Child } from 'hono/jsx';
import type { EditorCaller } from '../../../access/caller.ts';
import { findUiLanguage, type UiLanguage } from '../../../words/words.ts';
import type { AppContext } from '../../context.ts';
import { consolePolicy } from '../../policy.ts';
import { answerPage, privateHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import type { Site } from '../../ui/site.ts';

/** The editor whose page it is, as far as the shell shows one. */
type ShownEditor = Pick<EditorCaller, 'name' | 'address' | 'role'>;

export interface ConsoleFrame {
  site: Site;
  language: UiLanguage;
  /** Null before somebody has signed in: then there is nothing to navigate. */
  editor: ShownEditor | null;
  /** Path and query: where the language switch leads back to. */
  here: string;
}

export const languageCookie = 'console-language';

export function frameOf(c: AppContext, editor: ShownEditor | null): ConsoleFrame {
  const { pathname, search } = new URL(c.req.url);
  return { site: siteOf(c), language: consoleLanguage(c), editor, here: pathname + search };
}

/** What was chosen by the switch, else what the browser asks for. */
export function consoleLanguage(c: AppContext): UiLanguage {
  const chosen = getCookie(c, languageCookie);
  return (chosen === undefined ? null : findUiLanguage(chosen)) ?? readLanguage(c);
}

/** True where htmx asks for a part of the page it stands on: answer that part alone. */
export function wantsFragment(c: AppContext): boolean {
  return c.req.header('hx-request') === 'true' && c.req.header('hx-request-type') !== 'full';
}

/** A page or a fragment of one: for this editor alone, under the console's policy. */
export function answerConsole(
  page: Child,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Promise<Response> {
  const all = {
    ...privateHeaders,
    'content-security-policy': consolePolicy,
    vary: 'accept, accept-language, cookie, hx-request',
    ...headers,
  };
  return answerPage(page, all, status);
}
