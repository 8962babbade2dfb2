// A working copy becomes a revision: when somebody asks, and after a quarter of an hour.

import { AppError } from '../../base/errors.ts';
import type { DigestId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { createDigest, type DigestView, readDigest, reviseDigest } from '../../digest/store.ts';
import { parseFields } from './parse.ts';
import { findUnkeptCopies, lockCopy, markRevised, selectCopy } from './queries.ts';
import { viewCopy } from './view.ts';

/**
 * Makes what is typed the newest revision, and with the first one the digest and its address. Without
 * news it gives the revision that is there. Throws `invalid`, each error by its field, if it is no digest
 * yet, and `precondition_failed` if the digest was revised beside it. `zone`: see `createDigest`.
 */
export async function keepRevision(
  db: Database,
  id: string,
  by: string,
  zone: string,
): Promise<DigestView> {
  await db.transaction(async (tx) => {
    await lockCopy(tx, id);
    const stored = await selectCopy(tx, id);
    const copy = viewCopy(id, stored);
    if (copy === null) throw new AppError('not_found', 'There is no digest with this id.');
    if (copy.changedAt === null) return;
    if (copy.isBehind) {
      const detail = `The digest is at revision ${copy.revision} now, and this copy was begun from ${copy.basedOn}: read both and save the copy again.`;
      throw new AppError('precondition_failed', detail);
    }
    const parsed = parseFields(copy.fields);
    if (parsed.kind === 'invalid') {
      const { errors } = parsed;
      throw new AppError('invalid', 'It is no digest yet; see errors.', { errors });
    }
    const author = copy.savedBy ?? by;
    const { digest } = parsed;
    const kept =
      copy.revision === null
        ? await createDigest(tx, id as DigestId, digest, author, zone)
        : await reviseDigest(tx, id, digest, (revision) => revision === copy.basedOn, author);
    await markRevised(tx, id, kept.revision);
  });
  return readDigest(db, id);
}

/** Once a minute: whatever was typed a quarter of an hour ago and is no revision yet. */
export async function keepRevisions(db: Database, zone: string): Promise<void> {
  for (const id of await findUnkeptCopies(db, 20)) {
    try {
      await keepRevision(db, id, '', zone);
    } catch (error) {
      // An editor was quicker: it stands there until the next minute, or for good.
      if (!(error instanceof AppError)) throw error;
    }
  }
}
