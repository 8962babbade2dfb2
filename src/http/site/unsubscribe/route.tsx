// Unsubscribing by the link in a mail: GET and HEAD show, POST leaves (RFC 8058), from anywhere.

import type { Hono } from 'hono';
import { requestPreferenceLink } from '../../../audience/preferences/link.ts';
import {
  readUnsubscribe,
  readUnsubscribeClaim,
  type UnsubscribeState,
  undoUnsubscribe,
  unsubscribe,
} from '../../../audience/preferences/unsubscribe.ts';
import { AppError } from '../../../base/errors.ts';
import { keepPress } from '../../../jobs/unsubscribes.ts';
import { describe, log } from '../../../log.ts';
import { previewToken } from '../../../render/recipient.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { readNetwork } from '../../middleware/network.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import {
  answerJson,
  answerPage,
  privateHeaders,
  readLanguage,
  siteOf,
  wantsJson,
} from '../../ui/answer-page.ts';
import { linkToken } from '../link-token.ts';
import { PreviewPage } from '../preview.tsx';
import { AskLinkPage, LinkSentPage, UnsubscribePage, type UnsubscribeStep } from './page.tsx';
import { within } from './within.ts';

const headers = { ...privateHeaders, 'referrer-policy': 'no-referrer' };
/** Mail programs give a one-click post few seconds; a press must not hang on the database. */
const patienceMs = 2_000;
/** As long as an unsubscribe can be taken back. */
const undoMs = 3_600_000;

export function mountUnsubscribe(app: Hono<AppEnv>): void {
  app.on(['GET', 'POST'], `/u/${previewToken}`, (c) => {
    if (c.req.method === 'POST' && wantsJson(c)) return answerJson({ status: 'ok' }, headers);
    return answerPage(<PreviewPage site={siteOf(c)} language={readLanguage(c)} />, headers);
  });
  app.get('/u/:token', async (c) => {
    const token = linkToken(c);
    const read = readUnsubscribe(c.var.deps(), token);
    const state = await within(patienceMs, 'look at an unsubscribe', read);
    return answerState(c, token, state ?? { kind: 'unread', pressedAt: null }, 'look');
  });
  /**
   * The body is not read: whatever a mail program puts there, its reader wants to leave. No origin
   * check, no cookie, no redirect; 200 also when the person is gone, and while the database is away. A
   * link that is none of ours is 404: a mail program must not believe that it worked. Our page's button
   * says `?by=page`.
   */
  app.post('/u/:token', async (c) => {
    const token = linkToken(c);
    const method = c.req.query('by') === 'page' ? 'page' : 'one-click';
    const state = await leave(c, token, { method, network: readNetwork(c) });
    if (wantsJson(c) && state.kind !== 'foreign') return answerJson({ status: 'ok' }, headers);
    return answerState(c, token, state, 'left');
  });
  app.post('/u/:token/undo', sameOrigin, async (c) => {
    const token = linkToken(c);
    const pressedAt = readMoment(c.req.query('pressed'), c.var.deps().clock());
    const by = { network: readNetwork(c), pressedAt };
    return answerState(c, token, await undoUnsubscribe(c.var.deps(), token, by), 'undone');
  });
  mountLink(app);
}

/** The way on to the preferences leads through the mailbox: their link is sent there. */
function mountLink(app: Hono<AppEnv>): void {
  app.get('/u/:token/link', async (c) => {
    const token = linkToken(c);
    const state = await readUnsubscribe(c.var.deps(), token);
    if (state.kind === 'foreign' || state.kind === 'gone') {
      return answerState(c, token, state, 'look');
    }
    const page = <AskLinkPage {...frameFor(c, state)} {...{ token, state }} />;
    return answerPage(page, privateHeaders);
  });
  app.post('/u/:token/link', sameOrigin, async (c) => {
    const deps = c.var.deps();
    const token = linkToken(c);
    const state = await readUnsubscribe(deps, token);
    if (state.kind === 'foreign') return answerState(c, token, state, 'look');
    await requestPreferenceLink(emailDeps(deps), token);
    return answerPage(<LinkSentPage {...frameFor(c, state)} />, privateHeaders);
  });
}

/** Writes the press, or puts it into the queue if the database gives no answer; 503 if both refuse. */
async function leave(
  c: AppContext,
  token: string,
  by: { method: 'one-click' | 'page'; network: string | null },
): Promise<UnsubscribeState> {
  const deps = c.var.deps();
  const claim = readUnsubscribeClaim(deps.tokens, token);
  if (!claim) return { kind: 'foreign' };
  const press = { ...by, at: deps.clock() };
  const state = await within(patienceMs, 'leave', unsubscribe(deps, token, press));
  if (state) return state;
  try {
    await keepPress(deps, claim, press);
  } catch (error) {
    log('an unsubscribe was refused by the queue, too', { error: describe(error) });
    throw new AppError('unavailable', 'This could not be written down now. Please press again.', {
      headers: { 'retry-after': '5' },
    });
  }
  return { kind: 'unread', pressedAt: press.at };
}

/** The moment of a press, as our own page wrote it into its button; null if it cannot be one. */
function readMoment(text: string | undefined, now: Date): Date | null {
  const age = /^\d{13}$/.test(text ?? '') ? now.getTime() - Number(text) : Number.NaN;
  return age >= 0 && age <= undoMs ? new Date(Number(text)) : null;
}

async function answerState(
  c: AppContext,
  token: string,
  state: UnsubscribeState,
  step: UnsubscribeStep,
): Promise<Response> {
  if (state.kind === 'foreign' && wantsJson(c)) {
    throw new AppError('not_found', 'This link was not made here. Use the one in the mail itself.');
  }
  const page = <UnsubscribePage {...frameFor(c, state)} {...{ token, state, step }} />;
  return answerPage(page, headers, state.kind === 'foreign' ? 404 : 200);
}

function frameFor(c: AppContext, state: UnsubscribeState) {
  const language = readLanguage(c, state.kind === 'known' ? state.language : null);
  return { site: siteOf(c), language };
}
