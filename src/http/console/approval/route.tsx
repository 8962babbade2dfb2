// Somebody is asked whether a mail may go out: GET shows it and decides nothing, POST answers once.

import type { Hono } from 'hono';
import { AppError } from '../../../base/errors.ts';
import { inboxRow } from '../../../digest/checks/inbox-row.ts';
import { pagePath } from '../../../digest/identity.ts';
import { readDigest, readPageKey } from '../../../digest/store.ts';
import {
  type ApprovalView,
  answerApproval,
  readApproval,
} from '../../../editing/approvals/approvals.ts';
import { enqueueRhythm } from '../../../jobs/enqueue.ts';
import { selectRunOf } from '../../../proposals/runs/queries.ts';
import { readDefaultLook } from '../../../render/brand-queries.ts';
import { personaliseOne } from '../../../render/personalise.ts';
import { previewValues } from '../../../render/recipient.ts';
import { inspectDigest } from '../../../sending/commands/preflight.ts';
import { senderOf } from '../../../wiring.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { ownPagesOnly } from '../../middleware/same-origin.ts';
import { mailPolicy } from '../../policy.ts';
import { lastOf, limitForm, readFields } from '../../site/form.ts';
import { linkToken } from '../../site/link-token.ts';
import { privateHeaders } from '../../ui/answer-page.ts';
import { noteBrowserAct } from '../note.ts';
import { answerConsole, frameOf } from '../shell/frame.ts';
import { ApprovalPage, NoApprovalPage } from './page.tsx';

const path = '/approval/:token';
const mostComment = 2000;
/** A yes to what a rhythm made starts its send, or has. */
const sendingStates: readonly string[] = ['waiting', 'sending', 'sent'];

export function mountApproval(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const token = linkToken(c);
    return answer(c, token, await readApproval(c.var.deps(), token));
  });
  app.get(`${path}/mail`, showMail);
  app.post(path, limitForm, ownPagesOnly, receiveAnswer);
}

async function receiveAnswer(c: AppContext): Promise<Response> {
  const deps = c.var.deps();
  const token = linkToken(c);
  const fields = await readFields(c);
  const said = lastOf(fields, 'answer');
  if (said !== 'yes' && said !== 'no') {
    const errors = [{ path: 'answer', message: 'Must be yes or no' }];
    throw new AppError('invalid', 'Press one of the two buttons.', { errors });
  }
  const comment = (lastOf(fields, 'comment') ?? '').slice(0, mostComment);
  const given = await answerApproval({ ...emailDeps(deps), tokens: deps.tokens }, token, {
    answer: said,
    comment,
  });
  if (given === null) return answer(c, token, null);
  const { id, digestId } = given.approval;
  if (given.isFirst) {
    const target = `/api/digests/${digestId}`;
    await noteBrowserAct(c, { kind: 'link', id }, 'answerApproval', target);
    const run = await selectRunOf(deps.db, digestId);
    if (run !== null) await enqueueRhythm(deps, run.rhythmId);
  }
  return answer(c, token, given.approval, given.isFirst);
}

/** The mail by itself, for the frame of the page: its own address, its own policy, no script. */
async function showMail(c: AppContext): Promise<Response> {
  const deps = c.var.deps();
  const approval = await readApproval(deps, linkToken(c));
  if (approval === null) throw new AppError('not_found', 'There is no such mail.');
  const { digestId: id, revision } = approval;
  const { content, slug } = await readDigest(deps.db, id, revision);
  const look = await readDefaultLook(deps.db);
  const page = pagePath(slug, await readPageKey(deps.db, id));
  const digest = { content, page, sendId: id, ...look };
  const { mail } = await inspectDigest(senderOf(deps.env), digest, deps.clock());
  const reader = {
    subscriber: 0,
    email: approval.to || 'reader@example.com',
    list: 0,
    listSlug: look.list?.slug ?? 'digest',
    listName: look.list?.name ?? deps.env.SENDER_NAME,
  };
  const { html } = personaliseOne(mail, previewValues(reader, deps.env.PUBLIC_URL));
  return new Response(html, {
    headers: {
      ...privateHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': mailPolicy,
      'referrer-policy': 'no-referrer',
    },
  });
}

/** A second press, and a look at what was answered, are answered kindly, and change nothing. */
async function answer(
  c: AppContext,
  token: string,
  approval: ApprovalView | null,
  isFirst = false,
): Promise<Response> {
  const frame = { ...frameOf(c, null), here: '/console/sign-in' };
  const headers = { 'referrer-policy': 'no-referrer' };
  if (approval === null) {
    return answerConsole(<NoApprovalPage {...frame} />, { status: 404, headers });
  }
  const { content } = await readDigest(c.var.deps().db, approval.digestId, approval.revision);
  const { subject } = inboxRow(content);
  const { digestId, startsSend } = approval;
  const run = startsSend ? await selectRunOf(c.var.deps().db, digestId) : null;
  const isOver = startsSend && !(run && sendingStates.includes(run.state));
  const props = { token, approval, headline: content.headline, subject, isFirst, isOver };
  const page = <ApprovalPage {...frame} {...props} />;
  return answerConsole(page, { status: approval.state === 'expired' ? 410 : 200, headers });
}
