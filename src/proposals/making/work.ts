// The work on a proposal, step by step: each may be cut off anywhere and is taken again.

import { newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import { readArticle, takeGivenText } from '../articles/read-article.ts';
import { selectFedLength } from '../feeds/item-queries.ts';
import { addressKey } from '../stories/address-key.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { type CompareDeps, compareSources } from './compare-sources.ts';
import { type DraftDeps, draftSections } from './draft-sections.ts';
import { holdSource } from './held.ts';
import { countWriting, noteProgress } from './queries.ts';
import {
  type ClaimedSource,
  claimSources,
  countWaiting,
  giveUpSources,
  keepArticle,
  keepTrouble,
} from './source-queries.ts';
import { giveUpWriting, writeSections } from './write-sections.ts';

export interface ProposalDeps extends DraftDeps, CompareDeps {
  web: SourceWeb;
}

/** Of one message: each may take ten seconds. */
const atOnce = 4;
/** What ends its reader so often is not read any more. */
const mostTries = 3;
/** With a model twenty sections take seven, each of which it may keep waiting a few times. */
const mostWritings = 50;

/**
 * Reads a few sources, and writes the sections once all are read: with models a few at a time. `more`: enqueue
 * again. `done`: nothing is left, or somebody else is at it; if they die, the sweep enqueues it again. Safe to
 * call any number of times, by any number of workers.
 */
export async function workProposal(
  deps: ProposalDeps,
  id: string,
): Promise<{ kind: 'more' | 'done' }> {
  const { db } = deps;
  await giveUpSources(db, id, mostTries, { code: 'no_end' });
  const claimed = await claimSources(db, id, { atOnce, tries: mostTries });
  if (claimed.length > 0) {
    await noteProgress(db, id, 'reading');
    await Promise.all(claimed.map((source) => readSource(deps, id, source)));
  }
  // Of those that wait somebody else may read some; whoever reads the last of them writes, without another message.
  if ((await countWaiting(db, id)) > 0) return { kind: claimed.length > 0 ? 'more' : 'done' };
  const tries = await countWriting(db, id);
  if (tries === null) return { kind: 'done' };
  if (tries > mostWritings) {
    await giveUpWriting(db, id);
    return { kind: 'done' };
  }
  await compareSources(deps, id);
  await noteProgress(db, id, 'writing');
  const drafting = await draftSections(deps, id);
  if (drafting !== 'drafted') return { kind: drafting === 'more' ? 'more' : 'done' };
  await writeSections(db, id);
  return { kind: 'done' };
}

async function readSource({ db, web }: ProposalDeps, id: string, source: ClaimedSource) {
  const { n, url, givenTitle, givenText, byRule } = source;
  const read =
    givenText === null
      ? await readArticle(web, url, { byRule, fed: await selectFedLength(db, addressKey(url)) })
      : await takeGivenText({ url, title: givenTitle ?? url, text: givenText });
  await db.transaction((tx) => keepRead(tx, { proposalId: id, n }, read));
}

async function keepRead(
  tx: Queryable,
  source: { proposalId: string; n: number },
  read: Awaited<ReturnType<typeof readArticle>>,
): Promise<void> {
  if (read.kind !== 'read') return keepTrouble(tx, source, read.kind, read.why);
  await keepArticle(tx, source, { ...read.article, id: newId() }, read.warnings);
  await holdSource(tx, source, read.article.url);
}
