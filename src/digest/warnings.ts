// What a writer should know after a revision: which sends and which page show another one.

import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { selectOlderSends } from './queries.ts';
import type { DigestView } from './store.ts';

/** One warning; `code` is for programs, `message` says what to do. */
export const DigestWarning = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.enum(['send_waits', 'send_runs']),
    sendId: z.uuid(),
    message: z.string(),
  }),
  z.strictObject({ code: z.literal('page_stands'), message: z.string() }),
]);
export type DigestWarning = z.infer<typeof DigestWarning>;

/** The sends of the digest that are to mail an older revision than this view's, and its page if it shows one. */
export async function warnOfRevision(db: Queryable, digest: DigestView): Promise<DigestWarning[]> {
  const { id, revision, publishedRevision } = digest;
  const older = await selectOlderSends(db, id, revision);
  const warnings = older.map((send): DigestWarning => {
    if (send.startedAt !== null) {
      const message = `Send ${send.id} mails revision ${send.revision}: it was frozen at ${send.startedAt.toISOString()}. Cancel it if nobody else should get that.`;
      return { code: 'send_runs', sendId: send.id, message };
    }
    const when = send.scheduledAt === null ? '' : ` at ${send.scheduledAt.toISOString()}`;
    const message = `Send ${send.id} will mail revision ${send.revision}${when}, not this one. PATCH /api/sends/${send.id} with {"revision": ${revision}} moves it while it waits.`;
    return { code: 'send_waits', sendId: send.id, message };
  });
  if (publishedRevision !== null && publishedRevision < revision) {
    const message = `Its page still shows revision ${publishedRevision}. POST /api/digests/${id}/publish with {"revision": ${revision}, "note": "…"} corrects it.`;
    warnings.push({ code: 'page_stands', message });
  }
  return warnings;
}
