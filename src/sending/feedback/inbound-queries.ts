// Mail that came to us, in SQL.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import type { Leaving } from './inbound.ts';

/** Logs the event under its id, without a word of the mail; false if it was told before. */
export async function logInbound(tx: Queryable, { id, at, claim }: Leaving): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into events (id, kind, send_id, subscriber_id, at)
    values (${id}, 'received', ${claim.send}::uuid, ${claim.subscriber}, ${at.toISOString()}::timestamptz)
    on conflict (id) do nothing returning id`);
  return rows.length === 1;
}
