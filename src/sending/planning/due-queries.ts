// When whom: the part of the plan's SQL that gives each reader their moment.

import { type SQL, sql } from 'drizzle-orm';

/** How a plan finds each reader's moment, given `subscribers s`. */
export interface DuePlan {
  join: SQL;
  due: SQL;
}

/** Everybody as soon as the send is planned. */
export const dueAtOnce: DuePlan = { join: sql``, due: sql`null::timestamptz` };

/** Everybody at the moment of their zone; `otherwise` for all zones that are not named. */
export function dueByZone(
  moments: readonly { zone: string; at: Date }[],
  otherwise: Date,
): DuePlan {
  return {
    join: sql`left join json_to_recordset(${JSON.stringify(moments)}::json)
      as local(zone text, at timestamptz) on local.zone = s.timezone`,
    due: sql`coalesce(local.at, ${otherwise.toISOString()}::timestamptz)`,
  };
}
