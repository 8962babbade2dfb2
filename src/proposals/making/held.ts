// What the ledger of its list has to do with the articles of a proposal.

import { dayIn } from '../../base/time-zone.ts';
import type { Queryable } from '../../db/client.ts';
import { readDigest } from '../../digest/store.ts';
import type { Trouble } from '../articles/trouble.ts';
import { holdAddresses, keysOf } from '../stories/ledger.ts';
import { selectHeldElsewhere, selectUsed } from '../stories/ledger-queries.ts';
import { type ArticleRow, type SourceRow, selectProposal } from './queries.ts';

/** Of a source there may come to be more: its page may name itself otherwise, or it is given again. */
export async function holdSource(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  url: string,
): Promise<void> {
  const proposal = await selectProposal(tx, proposalId);
  if (proposal === null || proposal.listId === null) return;
  await holdAddresses(tx, proposal.listId, proposalId, keysOf([{ n, url }]));
}

/** For each of these articles what the list, and those who work for it, have had of its addresses. */
export async function warnOfTold(
  tx: Queryable,
  { id, listId }: { id: string; listId: number | null },
  read: readonly { source: SourceRow; article: ArticleRow }[],
  zone: string,
): Promise<Trouble[][]> {
  if (listId === null) return read.map(() => []);
  const keys = read.map(({ source, article }) =>
    keysOf([source, { n: source.n, url: article.url }]).map(({ address }) => address),
  );
  const [used, elsewhere] = await Promise.all([
    selectUsed(tx, listId, keys.flat()),
    selectHeldElsewhere(tx, { listId, proposalId: id }, keys.flat()),
  ]);
  const warnings: Trouble[][] = [];
  for (const own of keys) {
    const last = used.find(({ address }) => own.includes(address));
    if (last !== undefined) {
      const { headline } = (await readDigest(tx, last.digestId)).content;
      const value = `${dayIn(zone, last.usedAt)}, ${headline}`;
      warnings.push([{ code: 'told_before', value }]);
    } else if (elsewhere.some((address) => own.includes(address))) {
      warnings.push([{ code: 'held_elsewhere' }]);
    } else warnings.push([]);
  }
  return warnings;
}
