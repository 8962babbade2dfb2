// The SQL of the audit log.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { auditEntries } from '../../db/schema/editors.ts';
import { allRows, run } from '../../db/statement.ts';

export async function insertEntry(
  db: Queryable,
  entry: typeof auditEntries.$inferInsert,
): Promise<void> {
  await db.insert(auditEntries).values(entry);
}

export const AuditEntry = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorKind: z.enum(auditEntries.actorKind.enumValues).meta({
    description: '`link`: somebody without an account, by the link of an approval.',
  }),
  actorId: z.uuid().meta({ description: 'Of a link, the approval.' }),
  actorName: z.string().nullable().meta({ description: 'Null for who is no editor any more.' }),
  action: z.string().meta({ description: 'The `operationId` in the API’s document.' }),
  target: z.string().meta({ description: 'What it was done to: a path of the API.' }),
  network: z.string().nullable().meta({ description: 'IPv4 to its /24, IPv6 to its /48.' }),
  browser: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
}

/** Ids from this one on, and before that one: a span of time. */
export interface IdRange {
  first: string;
  end: string;
}

/**
 * The newest first; ids carry their time, so the primary key is the order. With an actor or a target by
 * their own index. Names are looked up, never kept.
 */
export async function selectEntries(
  db: Queryable,
  filter: AuditFilter,
  { first, end }: IdRange,
  limit: number,
): Promise<AuditEntry[]> {
  const { actor = null, action = null, target = null } = filter;
  return allRows(db, 'selectEntries', AuditEntry)`
    select a.id, ${isoTime(sql`a.created_at`)} as at, a.actor_kind as "actorKind",
      a.actor_id as "actorId", coalesce(nullif(e.name, ''), e.address, k.name) as "actorName",
      a.action, a.target, a.network, a.browser
    from audit_entries a
    left join editors e on a.actor_kind = 'editor' and e.id = a.actor_id
    left join api_keys k on a.actor_kind = 'key' and k.id = a.actor_id
    where a.id >= ${first}::uuid and a.id < ${end}::uuid
      and (${actor}::uuid is null or a.actor_id = ${actor}::uuid)
      and (${target}::text is null or a.target = ${target})
      and (${action}::text is null or a.action = ${action})
    order by a.id desc limit ${limit}`;
}

export const Actor = z.strictObject({ id: z.uuid(), name: z.string() });
export type Actor = z.infer<typeof Actor>;

/** Editors and keys with an act in the log, by name: a look at its index for each that there is. */
export async function selectActors(db: Queryable): Promise<Actor[]> {
  return allRows(db, 'selectActors', Actor)`
    select who.id, who.name
    from (select id, coalesce(nullif(name, ''), address) as name from editors
      union all select id, name from api_keys) who
    where exists (select from audit_entries a where a.actor_id = who.id)
    order by lower(who.name), who.id limit 500`;
}

/** A range of the primary key. */
export async function deleteOldEntries(db: Queryable, olderThanId: string): Promise<void> {
  await run(db, 'deleteOldEntries')`
    delete from audit_entries where id in (
      select id from audit_entries where id < ${olderThanId}::uuid order by id limit 5000)`;
}
