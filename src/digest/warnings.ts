// What a writer should know of sends that will mail an older revision.

import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { selectWaitingSends } from './queries.ts';

/** One warning; `code` is for programs, `message` says what to do. */
export const DigestWarning = z.strictObject({
  code: z.literal('send_waits'),
  sendId: z.uuid(),
  message: z.string(),
});
export type DigestWarning = z.infer<typeof DigestWarning>;

/** The sends of the digest that wait with an older revision than this one. */
export async function warnOfWaiting(
  db: Queryable,
  digestId: string,
  revision: number,
): Promise<DigestWarning[]> {
  const waiting = await selectWaitingSends(db, digestId, revision);
  return waiting.map((send) => {
    const when = send.scheduledAt === null ? '' : ` at ${send.scheduledAt.toISOString()}`;
    const message = `Send ${send.id} will mail revision ${send.revision}${when}, not this one. PATCH /api/sends/${send.id} with {"revision": ${revision}} moves it while it waits.`;
    return { code: 'send_waits', sendId: send.id, message };
  });
}
