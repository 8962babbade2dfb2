// POST /api/digests/:id/publish: a correction on the page of a digest that was mailed.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { type DigestView, readDigest } from '../store.ts';
import { Line } from '../text.ts';
import { lockForPublishing, selectStanding, upsertCorrection } from './publish-queries.ts';

export const PublishInput = z.strictObject({
  revision: z.int32().min(1).meta({ description: 'What the page shows from now on' }),
  note: Line.meta({
    description:
      'What was corrected, in the language of the digest; shown on the page with its date',
  }),
});
export type PublishInput = z.infer<typeof PublishInput>;

/**
 * Puts a revision on the digest's page, dated and with a note for its readers. The mails stay as they
 * are. The same call again changes nothing. Throws `conflict` if nothing was mailed yet, or if a newer
 * revision stands there: a page never goes back behind what some readers have in their mail.
 */
export async function publishRevision(
  db: Database,
  id: string,
  input: PublishInput,
  createdBy: string,
): Promise<DigestView> {
  const { revision, note } = input;
  await db.transaction(async (tx) => {
    const digest = await lockForPublishing(tx, id);
    if (!digest) throw new AppError('not_found', 'There is no digest with this id.');
    if (revision > digest.newest) {
      const message = `The newest revision is ${digest.newest}`;
      const errors = [{ path: 'revision', message }];
      throw new AppError('invalid', 'There is no such revision of this digest.', { errors });
    }
    const standing = await selectStanding(tx, id);
    if (standing === null) {
      const detail =
        'Nobody was mailed this digest, so there is no page to correct. Send it first.';
      throw new AppError('conflict', detail);
    }
    if (revision < standing) {
      const detail = `Revision ${standing} stands on the page. To go back, write the older content as a new revision and publish that.`;
      throw new AppError('conflict', detail);
    }
    await upsertCorrection(tx, { digestId: id, revision, note, createdBy });
  });
  return readDigest(db, id, revision);
}
