// The hosted template of a send in SQL: who makes it, whether batches use it, when it can go.

import { sql } from 'drizzle-orm';
import type { Database, Queryable } from '../db/client.ts';
import { allRows } from '../db/rows.ts';

/** After so many seconds whoever was making a template is taken for dead. */
const askedSeconds = 120;

/** `again`: somebody before us may have left a template behind. `busy`: somebody is making it now. */
export type TemplateTurn = 'first' | 'again' | 'busy' | 'refused';

/** Takes the turn to make the template of a send that is being planned. One row by primary key. */
export async function takeTemplateTurn(db: Database, sendId: string): Promise<TemplateTurn> {
  const rows = await db.execute(sql`
    with before as (
      select id, template_state, template_asked_at from sends where id = ${sendId} for update
    ), taken as (
      update sends s set template_state = 'asked', template_asked_at = now()
      from before where s.id = before.id and s.status = 'planning'
        and (before.template_state is null or (before.template_state = 'asked'
          and before.template_asked_at < now() - make_interval(secs => ${askedSeconds})))
      returning 1)
    select template_state as state, exists (select from taken) as taken from before`);
  const row = rows[0] as { state: string | null; taken: boolean } | undefined;
  if (row?.taken) return row.state === null ? 'first' : 'again';
  return row?.state === 'refused' ? 'refused' : 'busy';
}

/** Batches frozen from now on refer to the template. In the plan's transaction. */
export async function recordTemplate(tx: Queryable, sendId: string, id: string): Promise<void> {
  await tx.execute(sql`
    update sends set hosted_template_id = ${id}, template_state = 'published'
    where id = ${sendId}`);
}

/**
 * Batches frozen from now on carry their html; those already called repeat what they said.
 * `leftBehind` names a template that may exist at Resend all the same.
 */
export async function refuseTemplate(
  db: Database,
  sendId: string,
  leftBehind: string | null = null,
): Promise<void> {
  await db.execute(sql`
    update sends set template_state = 'refused',
      hosted_template_id = coalesce(hosted_template_id, ${leftBehind})
    where id = ${sendId} and template_state in ('asked', 'published')`);
}

/**
 * Templates that no batch will ever name again: the send is over and nothing of it is under way.
 * For a week, in case Resend cannot be reached. Sends are few.
 */
export async function findSpentTemplates(
  db: Database,
  sendId: string | null,
): Promise<{ sendId: string; templateId: string | null }[]> {
  const rows = await db.execute(sql`
    select s.id as "sendId", s.hosted_template_id as "templateId" from sends s
    where s.status in ('sent', 'cancelled', 'failed') and s.finished_at > now() - interval '7 days'
      and ${sendId === null ? sql`true` : sql`s.id = ${sendId}`}
      and (s.template_state in ('asked', 'published')
        or (s.template_state = 'refused' and s.hosted_template_id is not null))
      and not exists (select from batches b
        where b.send_id = s.id and b.state in ('ready', 'claimed'))
    order by s.finished_at limit 5`);
  return allRows(rows);
}

/** What is retried later carries html. */
export async function forgetTemplate(db: Database, sendId: string): Promise<void> {
  await db.execute(sql`
    update sends set hosted_template_id = null,
      template_state = case when template_state = 'refused' then 'refused' else 'removed' end
    where id = ${sendId} and status in ('sent', 'cancelled', 'failed')`);
}
