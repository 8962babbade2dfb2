// The last look before a send: nothing that the list has had stands in it again.

import type { Queryable } from '../../db/client.ts';
import { listLinks } from '../../digest/checks/walk.ts';
import { readDigest } from '../../digest/store.ts';
import { addressKey } from '../stories/address-key.ts';
import { selectUsed } from '../stories/ledger-queries.ts';
import type { OpenRun } from './queries.ts';

/** True if a digest that was sent to the list cites what this one cites. */
export async function wasToldBefore(
  db: Queryable,
  { digestId, listId }: Pick<OpenRun, 'digestId' | 'listId'>,
): Promise<boolean> {
  if (digestId === null) return false;
  const { content } = await readDigest(db, digestId);
  const cited = listLinks(content).flatMap(({ href }) => addressKey(href) ?? []);
  const used = await selectUsed(db, listId, cited);
  return used.some((one) => one.digestId !== digestId);
}
