// Sections that models write: a few of them a step, each kept as it comes, so that no kill costs more than those.

import type { Database } from '../../db/client.ts';
import type { Models } from '../models/settings.ts';
import { writeEmbedded } from '../writing/embedded-section.ts';
import { writeWithModels } from '../writing/model-section.ts';
import {
  claimDrafts,
  countOpenDrafts,
  giveUpDrafts,
  keepDraft,
  planDraft,
} from './draft-queries.ts';
import { type ProposalRow, selectProposal } from './queries.ts';
import { findUnwritten, type Unwritten } from './unwritten.ts';

export interface DraftDeps {
  db: Database;
  /** Null: the deployment has none. */
  models: Models | null;
  /** For what an operator should know, too. */
  note: (what: string, facts: Record<string, unknown>) => void;
}

/** Of one message: each may take as long as its models may. */
const atOnce = 3;
const mostTries = 2;

/** Who asks for no model, or has none, gets none asked. */
export function modelsFor(
  { models }: DraftDeps,
  { mayAskModels }: Pick<ProposalRow, 'mayAskModels'>,
): Models | null {
  return mayAskModels ? models : null;
}

/**
 * `drafted`: nothing is left to draft, and sections can be made of it. `more`: call again. `busy`: somebody
 * else is at it. Safe to call any number of times, by any number of workers.
 */
export async function draftSections(
  deps: DraftDeps,
  proposalId: string,
): Promise<'drafted' | 'more' | 'busy'> {
  const { db } = deps;
  const proposal = await selectProposal(db, proposalId);
  const models = proposal?.status === 'writing' ? modelsFor(deps, proposal) : null;
  if (proposal === null || models === null) return 'drafted';
  const { unwritten } = await findUnwritten(db, proposalId);
  for (const { source, article } of unwritten) {
    await planDraft(db, proposalId, { source: source.n, articleId: article.id });
  }
  const find = (n: number) => unwritten.find(({ source }) => source.n === n);
  const lease = { tries: mostTries, seconds: leaseSeconds(models) };
  for (const n of await giveUpDrafts(db, proposalId, lease)) {
    await giveUp(db, proposal, n, find(n));
  }
  const claimed = await claimDrafts(db, proposalId, { atOnce, ...lease });
  if (claimed.length > 0) {
    const write = writeWithModels({ db, models, proposalId });
    await Promise.all(
      claimed.map(async (n) => {
        const one = find(n);
        const written = one && (await write(one.article, proposal.language, one.before));
        for (const { code } of written?.warnings ?? []) {
          if (code !== 'model_kept_out')
            deps.note('model failed', { proposal: proposalId, why: code });
        }
        await keepDraft(db, { proposalId, source: n }, written ?? { text: null, warnings: [] });
      }),
    );
    return 'more';
  }
  return (await countOpenDrafts(db, proposalId)) > 0 ? 'busy' : 'drafted';
}

async function giveUp(
  db: Database,
  { id, language }: ProposalRow,
  source: number,
  unwritten: Unwritten | undefined,
): Promise<void> {
  const text = unwritten ? writeEmbedded(unwritten.article, language, unwritten.before) : null;
  await keepDraft(db, { proposalId: id, source }, { text, warnings: [{ code: 'model_silent' }] });
}

/** As long as writer and verifier may take one after the other, and a while. */
function leaseSeconds({ writer, verifier }: Models): number {
  return ((writer?.milliseconds ?? 0) + (verifier?.milliseconds ?? 0)) / 1000 + 30;
}
