// The address under which a person was frozen into a batch, in SQL.

import { type SQL, sql } from 'drizzle-orm';

/**
 * The address of the person `id` as the snapshot `frozenAt` saw it; '' if nobody knows it any more.
 * Changes of one person commit in the order of their row lock, so a snapshot sees the first so many
 * of them, and the first it does not see knows the address from before. Without such a one it is the
 * `present` address. One range of the primary key for each person.
 */
export function frozenAddress(id: SQL, frozenAt: SQL, present: SQL): SQL {
  return sql`coalesce((
    select h.email from address_history h
    where h.subscriber_id = ${id} and not pg_visible_in_snapshot(h.changed_by, ${frozenAt})
    order by h.id limit 1), ${present}, '')`;
}
