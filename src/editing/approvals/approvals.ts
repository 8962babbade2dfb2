// Asking somebody whether one revision may go out: a link without an account, and one answer.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { type EmailId, newId } from '../../base/ids.ts';
import { rawText } from '../../base/raw-text.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { readDigest } from '../../digest/store.ts';
import {
  type ApprovalRow,
  answerRow,
  insertApproval,
  selectApproval,
  selectApprovals,
} from './approval-queries.ts';

export const ApprovalInput = z.strictObject({
  to: z.string().max(1000).meta({ description: 'Whom to ask; they need no account.' }),
  revision: z.int().min(1).exactOptional().meta({ description: 'The newest, if absent.' }),
  note: rawText(1000).trim().max(1000).exactOptional(),
});
export type ApprovalInput = z.infer<typeof ApprovalInput>;

export const ApprovalView = z.strictObject({
  id: z.uuid(),
  digestId: z.uuid(),
  revision: z.int(),
  to: z.string(),
  note: z.string(),
  askedBy: z.string(),
  askedByName: z.string().nullable(),
  askedAt: z.iso.datetime(),
  state: z.enum(['asked', 'approved', 'declined', 'void', 'expired']).meta({
    description:
      '`void`: the digest has a newer revision than the one that was asked about, whatever was answered.',
  }),
  comment: z.string(),
  answeredAt: z.iso.datetime().nullable(),
  startsSend: z.boolean().meta({ description: 'A rhythm asked: a yes starts the send.' }),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

interface Deps {
  db: Database;
  enqueueEmail(id: string): Promise<void>;
}

/** Mails the link. `too_many_requests` past a day's cap, `conflict` for a revision that is not the newest. */
export async function askApproval(
  { db, enqueueEmail }: Deps,
  digestId: string,
  input: ApprovalInput,
  by: { id: string; language: string; newId: string; startsSend?: boolean },
): Promise<ApprovalView> {
  const parsed = parseEmailAddress(input.to);
  if (parsed.kind !== 'ok') {
    const errors = [{ path: 'to', message: parsed.message }];
    throw new AppError('invalid', 'Nobody was asked; see errors.', { errors });
  }
  const newest = await readDigest(db, digestId);
  if (input.revision !== undefined && input.revision !== newest.revision) {
    throw new AppError('conflict', `The newest revision is ${newest.revision}: ask about that.`);
  }
  const emailId = await insertApproval(
    db,
    {
      id: by.newId,
      digestId,
      revision: newest.revision,
      address: parsed.address,
      note: input.note ?? '',
      askedBy: by.id,
      startsSend: by.startsSend ?? false,
    },
    { id: newId<EmailId>(), language: by.language, headline: newest.content.headline },
  );
  if (emailId === null) {
    throw new AppError('too_many_requests', 'For this digest, enough people were asked today.');
  }
  await enqueueEmail(emailId);
  return toView(await requireRow(db, by.newId));
}

/** Who was asked about a digest, and what they said; the newest first. */
export async function approvalsOf(db: Queryable, digestId: string): Promise<ApprovalView[]> {
  return (await selectApprovals(db, digestId)).map(toView);
}

/** What is behind a link; null for a token of no approval. Changes nothing. */
export async function readApproval(
  { db, tokens }: { db: Queryable; tokens: TokenRing },
  token: string,
): Promise<ApprovalView | null> {
  const row = await findRow({ db, tokens }, token);
  return row && toView(row);
}

async function findRow(
  { db, tokens }: { db: Queryable; tokens: TokenRing },
  token: string,
): Promise<ApprovalRow | null> {
  const claim = tokens.verify(token);
  return claim?.purpose === 'approval' ? selectApproval(db, claim.id) : null;
}

/**
 * The first answer stands: `isFirst` says whether it was this one, of which the editor who asked gets a
 * mail. Null for a token of no approval.
 */
export async function answerApproval(
  deps: Deps & { tokens: TokenRing },
  token: string,
  said: { answer: 'yes' | 'no'; comment: string },
): Promise<{ isFirst: boolean; approval: ApprovalView } | null> {
  const asked = await findRow(deps, token);
  if (asked === null) return null;
  const { id, language, headline } = asked;
  const email = { id: newId<EmailId>(), language, headline };
  const answered = await answerRow(deps.db, { id, ...said }, email);
  if (answered?.emailId) await deps.enqueueEmail(answered.emailId);
  return { isFirst: answered !== null, approval: toView(await requireRow(deps.db, id)) };
}

async function requireRow(db: Queryable, id: string): Promise<ApprovalRow> {
  const row = await selectApproval(db, id);
  if (row === null) throw new AppError('not_found', 'There is no such approval.');
  return row;
}

function toView(whole: ApprovalRow): ApprovalView {
  const { answer, isVoid, isExpired, language: _, headline: __, ...row } = whole;
  return { ...row, state: stateOf({ answer, isVoid, isExpired }) };
}

function stateOf({
  answer,
  isVoid,
  isExpired,
}: Pick<ApprovalRow, 'answer' | 'isVoid' | 'isExpired'>) {
  if (isVoid) return 'void';
  if (answer !== null) return answer === 'yes' ? 'approved' : 'declined';
  return isExpired ? 'expired' : 'asked';
}
