// Is it the database that failed, rather than us?

import { DrizzleQueryError } from 'drizzle-orm/errors';
import { sqlState } from './client.ts';

/**
 * Connection failures (class 08), no way in (28, 3D), too little of something (53, a full disk among
 * it), shutdown and deadlines (57P, 57014, 25P03), broken files, or Hyperdrive's own trouble (58), a
 * standby that takes no writes (25006), and locks that others held (40001, 40P01, 55P03).
 */
const awayStates = /^(08|28|3D|53|57P|57014|25P03|58|25006|40001|40P01|55P03)/;
/** workerd's words for a socket that fails; it gives no code. */
const socketWords = /connection attempt failed|network connection lost|proxy request failed/i;

/** True if asking again later is all that anybody can do. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return awayStates.test(state);
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? at.code : null;
    if (typeof code === 'string' && /^(CONNECT|ECONN|EPIPE|CONNECTION_)/.test(code)) return true;
    if (socketWords.test(at.message)) return true;
    // A query failed, and neither PostgreSQL nor the driver nor our own code says why: the line.
    if (at instanceof DrizzleQueryError && isBare(at.cause)) return true;
  }
  return false;
}

function isBare(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'Error' && !('code' in cause);
}
