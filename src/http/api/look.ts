// A digest's mail as it would be sent, of whatever content: what previews and checks look at.

import { selectListsBySlug } from '../../audience/lists/queries.ts';
import { AppError } from '../../base/errors.ts';
import { inboxRow } from '../../digest/checks/inbox-row.ts';
import type { Dial } from '../../digest/checks/open-web.ts';
import { pagePath } from '../../digest/identity.ts';
import type { Digest } from '../../digest/schema.ts';
import { readDigest, readPageKey } from '../../digest/store.ts';
import { warnOfSources } from '../../proposals/watch/watch.ts';
import { readDefaultLook, readLook } from '../../render/brand-queries.ts';
import { findReader } from '../../render/reader-queries.ts';
import type { Recipient } from '../../render/recipient.ts';
import { inspectDigest, type VettedSender } from '../../sending/commands/preflight.ts';
import type { Deps } from '../../wiring.ts';

/** What is looked at: `slug` is null while it has no address yet. */
export interface Looked {
  id: string;
  slug: string | null;
  content: Digest;
}

export async function inspectStored(
  deps: Deps,
  sender: VettedSender,
  id: string,
  { list, revision }: { list?: string; revision?: number },
  dial: Dial | null = null,
) {
  const { content, slug } = await readDigest(deps.db, id, revision);
  return inspectContent(deps, sender, { id, slug, content }, list, dial);
}

export async function inspectContent(
  { db, clock, env }: Deps,
  sender: VettedSender,
  { id, slug, content }: Looked,
  list: string | undefined,
  dial: Dial | null = null,
) {
  const look = await (list === undefined ? readDefaultLook(db) : readLook(db, { slug: list }));
  const [chosen] = list === undefined ? [] : await selectListsBySlug(db, [list]);
  const isPrivate = slug !== null && chosen?.visibility === 'private';
  const key = isPrivate ? await readPageKey(db, id) : null;
  const digest = { content, page: pagePath(slug ?? id, key), sendId: id, ...look };
  const inspected = await inspectDigest(sender, digest, clock(), dial);
  const warnings = [...inspected.warnings, ...(await warnOfSources(db, content, env.TIMEZONE))];
  return { ...inspected, warnings, row: inboxRow(content), content };
}

/** Whose copy it is: nobody's, unless a subscriber is named. Throws `invalid` where there is none of that id. */
export async function findLookedReader(deps: Deps, id: number | undefined): Promise<Recipient> {
  const house = { list: 0, listSlug: 'digest', listName: deps.env.SENDER_NAME };
  if (id === undefined) return { subscriber: 0, email: 'reader@example.com', ...house };
  const reader = await findReader(deps.db, id, house);
  if (reader !== null) return reader;
  const errors = [{ path: 'subscriber', message: 'There is no subscriber with this id' }];
  throw new AppError('invalid', 'Nobody can read this preview.', { errors });
}
