// How many things stand against sending a draft, remembered: to find out, its mail is made.

import { readDigest } from '../../../digest/store.ts';
import { ownLook } from '../../../render/brand-queries.ts';
import { inspectDigest } from '../../../sending/commands/preflight.ts';
import { type Deps, senderOf } from '../../../wiring.ts';

/** By digest, revision and hour: a revision never changes, and nothing of ours but the clock does. */
const known = new Map<string, number>();
const mostKnown = 200;
const hourMs = 3_600_000;

/**
 * Of this revision, as the review will find it, without asking Resend or the web. Takes 20 ms the first
 * time and nothing afterwards, as long as this worker lives.
 */
export async function countFaults(deps: Deps, id: string, revision: number): Promise<number> {
  const now = deps.clock();
  const key = `${id} ${revision} ${Math.floor(now.getTime() / hourMs)}`;
  const counted = known.get(key);
  if (counted !== undefined) return counted;
  const { content } = await readDigest(deps.db, id, revision);
  const digest = { content, page: '/', sendId: id, ...ownLook };
  const { errors } = await inspectDigest(senderOf(deps.env), digest, now);
  if (known.size >= mostKnown) known.clear();
  known.set(key, errors.length);
  return errors.length;
}
