// Approvals: somebody is asked whether one revision of a digest may go out.

import { readDigest } from '../../digest/store.ts';
import {
  ApprovalInput,
  ApprovalView,
  approvalsOf,
  askApproval,
} from '../../editing/approvals/approvals.ts';
import { emailDeps } from '../email-deps.ts';
import { all, json } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { readLanguage } from '../ui/answer-page.ts';

named('Approval', ApprovalView);
const tag = 'digests';
const params = { id: uuidParam };

export const approvalOperations = [
  operation({
    method: 'post',
    path: '/api/digests/:id/approvals',
    summary: 'Ask somebody to approve a digest',
    description:
      'Mails them a link that opens exactly this revision, without an account. Opening it decides nothing; one press does. A newer revision makes the approval void.',
    tag,
    scope: 'write',
    params,
    body: jsonBody(named('ApprovalInput', ApprovalInput)),
    idempotent: true,
    answers: { 201: json('What was asked.', ApprovalView) },
    errors: ['conflict', 'too_many_requests'],
    handle: async ({ deps, params: { id }, body, keyId, newId, c }) => {
      const by = { id: keyId, language: readLanguage(c), newId: newId() };
      return { status: 201, body: await askApproval(emailDeps(deps), id, body, by) };
    },
  }),
  operation({
    method: 'get',
    path: '/api/digests/:id/approvals',
    summary: 'List who was asked to approve a digest, and what they said',
    tag,
    scope: 'read',
    params,
    answers: {
      200: all('Approvals, the newest first.', ApprovalView),
    },
    handle: async ({ deps, params: { id } }) => {
      await readDigest(deps.db, id);
      return { status: 200, body: { data: await approvalsOf(deps.db, id) } };
    },
  }),
];
