// Mail that came to us, in SQL.

import type { Queryable } from '../../db/client.ts';
import { run } from '../../db/statement.ts';
import type { InboundUnsubscribe } from './inbound.ts';

/** Logs the event under its id, without a word of the mail; false if it was told before. */
export async function logInbound(
  tx: Queryable,
  { id, at, claim }: InboundUnsubscribe,
): Promise<boolean> {
  const written = await run(tx, 'logInbound')`
    insert into events (id, kind, send_id, subscriber_id, at)
    values (${id}, 'received', ${claim.send}::uuid, ${claim.subscriber}, ${at.toISOString()}::timestamptz)
    on conflict (id) do nothing`;
  return written === 1;
}
