// The hosted template of a send in SQL: who makes it, whether batches use it, when it can go.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database, Queryable } from '../../db/client.ts';
import { sends } from '../../db/schema/sends.ts';
import { among, finalSendStates } from '../../db/schema/states.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';

/** After so many seconds whoever was making a template is taken for dead. */
const askedSeconds = 120;

/** `again`: somebody before us may have left a template behind. `busy`: somebody is making it now. */
export type TemplateTurn = 'first' | 'again' | 'busy' | 'refused';

const TurnRow = z.strictObject({
  state: z.enum(sends.templateState.enumValues).nullable(),
  taken: z.boolean(),
});

/**
 * Takes the turn to make the template of one edition of a send that is being planned; who makes one
 * of an older edition has lost the turn. One row by primary key.
 */
export async function takeTemplateTurn(
  db: Database,
  sendId: string,
  edition: number,
): Promise<TemplateTurn> {
  const row = await maybeRow(db, 'takeTemplateTurn', TurnRow)`
    with before as (
      select id, template_asked_at, edition,
        case when template_edition = ${edition} then template_state end as state
      from sends where id = ${sendId} for update
    ), taken as (
      update sends s set template_state = 'asked', template_asked_at = now(),
        template_edition = ${edition}, hosted_template_id = null,
        template_editions = array_append(array_remove(s.template_editions, ${edition}), ${edition})
      from before where s.id = before.id and s.status = 'planning' and before.edition = ${edition}
        and (before.state is null or (before.state = 'asked'
          and before.template_asked_at < now() - make_interval(secs => ${askedSeconds})))
      returning 1)
    select state, exists (select from taken) as taken from before`;
  if (row?.taken) return row.state === null ? 'first' : 'again';
  return row?.state === 'refused' ? 'refused' : 'busy';
}

/** Batches frozen from now on refer to the template. In the plan's transaction. */
export async function recordTemplate(
  tx: Queryable,
  sendId: string,
  edition: number,
  id: string,
): Promise<void> {
  await run(tx, 'recordTemplate')`
    update sends set hosted_template_id = ${id}, template_state = 'published'
    where id = ${sendId} and template_edition = ${edition}`;
}

/**
 * Batches frozen from now on carry their html; those already called repeat what they said. What may
 * stand at Resend all the same is removed when the send is over. Edition null: of before there were
 * any.
 */
export async function refuseTemplate(
  db: Database,
  sendId: string,
  edition: number | null,
): Promise<void> {
  await run(db, 'refuseTemplate')`
    update sends set template_state = 'refused'
    where id = ${sendId} and template_edition is not distinct from ${edition}
      and template_state in ('asked', 'published')`;
}

/** A template to be removed: of this edition; null for one of before there were any. */
const SpentTemplate = z.strictObject({
  sendId: z.string(),
  edition: z.number().nullable(),
  templateId: z.string().nullable(),
});
export type SpentTemplate = z.infer<typeof SpentTemplate>;

/** Nobody says when Resend fills an accepted mail in: until then it needs its template. */
const restHours = 24;

/**
 * Templates that no batch will ever name again: the send is over, nothing of it is under way, and
 * its last mail was accepted a day ago; or they are of an edition that was given up, and whoever was
 * making it has long been done. For a week, in case Resend cannot be reached. Sends are few.
 */
export async function findSpentTemplates(db: Database): Promise<SpentTemplate[]> {
  const isOver = sql`(s.status in ${among(finalSendStates)}
    and s.finished_at between now() - interval '8 days' and now() - make_interval(hours => ${restHours})
    and not exists (
      select from batches b where b.send_id = s.id and (b.state in ('ready', 'claimed')
        or b.settled_at > now() - make_interval(hours => ${restHours}))))`;
  return allRows(db, 'findSpentTemplates', SpentTemplate)`
    select s.id as "sendId", e.edition, case when e.edition is null
      or e.edition = s.template_edition then s.hosted_template_id end as "templateId"
    from sends s left join unnest(s.template_editions) e(edition) on true
    where case when e.edition is null
        then ${isOver} and s.template_edition is null and (s.template_state in ('asked', 'published')
          or (s.template_state = 'refused' and s.hosted_template_id is not null))
        else ${isOver} or (e.edition < s.edition
          and s.template_asked_at < now() - make_interval(secs => ${askedSeconds})) end
    order by s.created_at limit 5`;
}

/** What is retried later carries html. */
export async function forgetTemplate(
  db: Database,
  { sendId, edition }: SpentTemplate,
): Promise<void> {
  const isPresent = sql`template_edition is not distinct from ${edition}`;
  await run(db, 'forgetTemplate')`
    update sends set template_editions = array_remove(template_editions, ${edition}),
      hosted_template_id = case when ${isPresent} then null else hosted_template_id end,
      template_state = case when ${isPresent} and template_state <> 'refused' then 'removed'
        else template_state end
    where id = ${sendId}`;
}
