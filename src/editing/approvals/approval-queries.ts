// The SQL of approvals.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, maybeRow } from '../../db/statement.ts';
import { linkEmailOf } from '../../transactional/outbox-queries.ts';
import { rowLinkMinutes } from '../../transactional/row-link.ts';

const linkMinutes = rowLinkMinutes.approval;

/** Nobody asks more people in a day; who would is mailing strangers. */
const asksPerDay = 20;

const IdRow = z.strictObject({ id: z.string() });

/** The row and its email in one statement; null past the day's cap. Index `approvals_digest`. */
export async function insertApproval(
  db: Queryable,
  approval: {
    id: string;
    digestId: string;
    revision: number;
    address: string;
    note: string;
    askedBy: string;
    startsSend: boolean;
  },
  email: { id: string; language: string; headline: string },
): Promise<string | null> {
  const { id, digestId, revision, address, note, askedBy, startsSend } = approval;
  const { headline, ...mail } = email;
  const row = await maybeRow(db, 'insertApproval', IdRow)`
    with whom as (
      insert into approvals (id, digest_id, revision, address, note, asked_by, starts_send, letter_id)
      select ${id}::uuid, ${digestId}::uuid, ${revision}, ${address}, ${note}, ${askedBy},
        ${startsSend}, ${email.id}::uuid
      where ${asksPerDay} > (
        select count(*) from approvals
        where digest_id = ${digestId} and created_at > now() - interval '1 day')
      returning id as about, address),
    email as (${linkEmailOf({ ...mail, kind: 'approval', more: { note, headline } }, sql`whom`)})
    select id from email`;
  return row?.id ?? null;
}

/** The question of an approval mailed once more; null if nobody waits for its answer. */
export async function insertReminder(
  tx: Queryable,
  approvalId: string,
  email: { id: string; language: string; note: string; headline: string },
): Promise<string | null> {
  const { note, headline, ...mail } = email;
  const row = await maybeRow(tx, 'remindOfApproval', IdRow)`
    with whom as (
      select id as about, address from approvals where id = ${approvalId} and answer is null
        and created_at > now() - make_interval(mins => ${linkMinutes})),
    email as (${linkEmailOf({ ...mail, kind: 'approval', more: { note, headline } }, sql`whom`)})
    select id from email`;
  return row?.id ?? null;
}

const ApprovalRow = z.strictObject({
  id: z.string(),
  digestId: z.string(),
  revision: z.number(),
  to: z.string(),
  note: z.string(),
  askedBy: z.string(),
  askedByName: z.string().nullable(),
  askedAt: z.string(),
  answer: z.enum(['yes', 'no']).nullable(),
  comment: z.string(),
  answeredAt: z.string().nullable(),
  startsSend: z.boolean(),
  /** As the question's mail was written. */
  language: z.string(),
  headline: z.string(),
  isVoid: z.boolean(),
  isExpired: z.boolean(),
});
export type ApprovalRow = z.infer<typeof ApprovalRow>;

const columns = sql`a.id, a.digest_id as "digestId", a.revision, a.address as "to", a.note,
  a.asked_by as "askedBy", coalesce(nullif(e.name, ''), e.address, k.name) as "askedByName",
  ${isoTime(sql`a.created_at`)} as "askedAt", a.answer, a.comment,
  ${isoTime(sql`a.answered_at`)} as "answeredAt", d.revision > a.revision as "isVoid", a.starts_send as "startsSend",
  coalesce(l.data->>'language', 'ja') as language, d.content->>'headline' as headline,
  a.created_at < now() - make_interval(mins => ${linkMinutes}) as "isExpired"`;
const joined = sql`approvals a join digests d on d.id = a.digest_id
  left join editors e on e.id::text = a.asked_by left join api_keys k on k.id::text = a.asked_by
  left join letters l on l.id = a.letter_id`;

/** The newest first; a digest has a few. Index `approvals_digest`. */
export async function selectApprovals(db: Queryable, digestId: string): Promise<ApprovalRow[]> {
  return allRows(db, 'listApprovals', ApprovalRow)`
    select ${columns} from ${joined}
    where a.digest_id = ${digestId} order by a.id desc limit 200`;
}

export async function selectApproval(db: Queryable, id: string): Promise<ApprovalRow | null> {
  return maybeRow(db, 'readApproval', ApprovalRow)`
    select ${columns} from ${joined} where a.id = ${id}`;
}

const AnsweredRow = z.strictObject({ id: z.string(), emailId: z.string().nullable() });

/**
 * Writes the answer, once, and only while the digest is what was asked about; null otherwise. Locks the
 * digest's row against a revision that is made meanwhile. In the same statement a mail to the editor who
 * asked: none where a program did, or who is no editor any more, nor of a yes that starts the send.
 */
export async function answerRow(
  db: Queryable,
  { id, answer, comment }: { id: string; answer: 'yes' | 'no'; comment: string },
  email: { id: string; language: string; headline: string },
): Promise<z.output<typeof AnsweredRow> | null> {
  const { headline, ...mail } = email;
  const kind = answer === 'yes' ? 'approved' : 'declined';
  const more = { note: comment, headline };
  return maybeRow(db, 'answerApproval', AnsweredRow)`
    with asked as (
      select a.id from approvals a join digests d on d.id = a.digest_id
      where a.id = ${id} and a.revision = d.revision
        and a.created_at >= now() - make_interval(mins => ${linkMinutes})
      for share of d),
    answered as (
      update approvals set answer = ${answer}, comment = ${comment}, answered_at = now()
      from asked where approvals.id = asked.id and approvals.answer is null
      returning approvals.id, digest_id, asked_by, starts_send),
    whom as (
      select a.digest_id as about, e.address from answered a join editors e on e.id::text = a.asked_by
      where ${answer} = 'no' or not a.starts_send),
    email as (${linkEmailOf({ ...mail, kind, more }, sql`whom`)})
    select id, (select id from email) as "emailId" from answered`;
}
