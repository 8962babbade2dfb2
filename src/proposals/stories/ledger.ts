// The ledger: no address comes to a list twice unless a person wants it to.

import type { Database, Queryable } from '../../db/client.ts';
import { listLinks } from '../../digest/checks/walk.ts';
import { readDigest } from '../../digest/store.ts';
import { addressKey } from './address-key.ts';
import {
  type HeldAddress,
  insertFolded,
  insertHeld,
  insertUsed,
  type LedgerSource,
  type LedgerStanding,
  lockLedger,
  lockStanding,
  type OutSend,
  selectChangedProposals,
  selectLedgerSources,
  selectTaken,
  selectUnfoldedSends,
  writeHeld,
} from './ledger-queries.ts';

/** What so many proposals of a list could not read is not chosen by itself any more. */
const mostTries = 3;

/**
 * Of these keys those that a list may have: no digest sent to it cites them, no proposal for it holds them.
 * Until the transaction ends nobody else chooses for this list: what is to be held is held in it.
 */
export async function findFree(
  tx: Queryable,
  listId: number,
  addresses: readonly string[],
): Promise<Set<string>> {
  await lockLedger(tx, listId);
  const taken = await selectTaken(tx, { listId, butFor: null, tries: mostTries }, addresses);
  const free = new Set(addresses);
  for (const address of taken) free.delete(address);
  return free;
}

/**
 * The proposal, of this list, stands on these from now on: nobody else chooses them by itself. Gives those
 * that were free; the others are held all the same, for a person may tell a thing twice.
 */
export async function holdAddresses(
  tx: Queryable,
  listId: number,
  proposalId: string,
  held: readonly HeldAddress[],
): Promise<Set<string>> {
  await lockLedger(tx, listId);
  const addresses = held.map(({ address }) => address);
  const taken = await selectTaken(tx, { listId, butFor: proposalId, tries: mostTries }, addresses);
  await insertHeld(tx, { proposalId, listId }, held);
  const free = new Set(addresses);
  for (const address of taken) free.delete(address);
  return free;
}

/** The keys of addresses beside the sources that they belong to. */
export function keysOf(sources: readonly { n: number; url: string }[]): HeldAddress[] {
  return sources.flatMap(({ n, url }) => {
    const address = addressKey(url);
    return address === null ? [] : [{ source: n, address }];
  });
}

/** Of one tick; what is left the next one takes. */
const perTick = { sends: 50, proposals: 100 };

/**
 * Brings the ledger to what sends and proposals are by now. Each part is one transaction that compares what
 * is with what it saw last, so that a part cut off is done by the next fold, and folding twice changes nothing.
 */
export async function foldLedger(db: Database): Promise<void> {
  for (const send of await selectUnfoldedSends(db, perTick.sends)) {
    await db.transaction((tx) => foldSend(tx, send));
  }
  for (const id of await selectChangedProposals(db, perTick.proposals)) {
    await db.transaction((tx) => foldProposal(tx, id));
  }
}

/** What the digest cites is used, and so is what was given for it, if that was another address. */
async function foldSend(tx: Queryable, { id, digestId, revision }: OutSend): Promise<void> {
  if (!(await insertFolded(tx, id))) return;
  const cited = await citedBy(tx, digestId, [revision]);
  const sources = await selectLedgerSources(tx, { digestId });
  const given = sources
    .filter((source) => isCited(source, sources, cited))
    .flatMap((source) => addressKey(source.given) ?? []);
  await insertUsed(tx, id, [...cited, ...given]);
}

async function foldProposal(tx: Queryable, id: string): Promise<void> {
  const standing = await lockStanding(tx, id);
  if (standing === null) return;
  const sources = await selectLedgerSources(tx, { proposalId: id });
  const held = await findHeld(tx, standing, sources);
  await writeHeld(tx, id, { sources: held.map(({ n }) => n), standing: standing.standing });
}

/**
 * The sources whose addresses a proposal holds: all while it is made, those that were read once it is ready,
 * and of a digest those that it cites, as long as it may still be sent.
 */
async function findHeld(
  tx: Queryable,
  { status, digestId, isThrownAway, isReleased, revisions, revision }: LedgerStanding,
  sources: readonly LedgerSource[],
): Promise<readonly LedgerSource[]> {
  if (status === 'reading' || status === 'writing') return sources;
  if (status !== 'ready' || isThrownAway || (isReleased && revisions === null)) return [];
  const read = sources.filter(({ state }) => state === 'read' || state === 'copy');
  if (digestId === null || revision === null) return read;
  const cited = await citedBy(tx, digestId, revisions ?? [revision]);
  return read.filter((source) => isCited(source, read, cited));
}

/** The keys of all that these revisions link to. */
async function citedBy(
  tx: Queryable,
  digestId: string,
  revisions: readonly number[],
): Promise<Set<string>> {
  const cited = new Set<string>();
  for (const revision of new Set(revisions)) {
    const { content } = await readDigest(tx, digestId, revision);
    for (const { href } of listLinks(content)) {
      const key = addressKey(href);
      if (key !== null) cited.add(key);
    }
  }
  return cited;
}

/** A copy is told with the article that it repeats, whether it is named or not. */
function isCited(
  source: LedgerSource,
  others: readonly LedgerSource[],
  cited: ReadonlySet<string>,
): boolean {
  const key = source.cited === null ? null : addressKey(source.cited);
  if (key !== null && cited.has(key)) return true;
  const first = others.find(
    ({ n, proposalId }) => n === source.copyOf && proposalId === source.proposalId,
  );
  return first !== undefined && isCited(first, others, cited);
}
