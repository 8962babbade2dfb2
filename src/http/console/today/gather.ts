// What the first page shows, gathered: few questions, none of them long.

import { type Growth, readGrowth } from '../../../audience/lists/growth.ts';
import { readLists } from '../../../audience/lists/lists.ts';
import type { ListView } from '../../../audience/lists/schema.ts';
import { type ListStanding, readStandings } from '../../../audience/lists/standing-queries.ts';
import { readDigest } from '../../../digest/store.ts';
import { type OpenApproval, openApprovals } from '../../../editing/approvals/open.ts';
import { type ProposalLine, selectOpenProposals } from '../../../proposals/making/line-queries.ts';
import { type AilingDigest, selectAilingDigests } from '../../../proposals/watch/watch-queries.ts';
import { listDigestLines } from '../../../sending/overview/digest-lines.ts';
import type { DigestLine } from '../../../sending/overview/digest-lines-queries.ts';
import { type FirstSteps, readFirstSteps } from '../../../sending/overview/first-steps-queries.ts';
import { listSendLines, type SendLine } from '../../../sending/overview/send-lines.ts';
import { readSend } from '../../../sending/report/report.ts';
import type { SendView } from '../../../sending/report/send-view.ts';
import type { Deps } from '../../../wiring.ts';
import { countFaults } from './faults.ts';

/** A draft, and how many things stand against sending it; null: it is no digest yet. */
export interface Draft extends DigestLine {
  faults: number | null;
}

export interface Gathered {
  drafts: Draft[];
  /** Of which no digest was made yet. */
  proposals: ProposalLine[];
  /** Under way or to come, with how many things there are to look at. */
  active: (SendLine & { warnings: number })[];
  last: { send: SendView; headline: string } | null;
  lists: { list: ListView; standing: ListStanding | undefined }[];
  steps: FirstSteps;
  approvals: OpenApproval[];
  /** Sent lately, or to come, with sources that were lost in the last days. */
  ailing: AilingDigest[];
  growth: Growth;
}

const most = { drafts: 5, active: 10, lists: 6, approvals: 6, ailing: 5, proposals: 5 };
/** What was lost before has been told long enough. */
const ailingDays = 14;
/** A proposal that nobody has taken up by then is not asked about any more. */
const proposalDays = 14;

/** Asked side by side: what answers last is what it takes. */
export async function gatherToday(deps: Deps): Promise<Gathered> {
  const { db } = deps;
  const [steps, lines, sends, lists, approvals, growth, ailing, proposals] = await Promise.all([
    readFirstSteps(db),
    listDigestLines(db, 'draft', { limit: most.drafts }),
    listSendLines(db, 'active', { limit: most.active }),
    readListsStanding(db),
    openApprovals(db, most.approvals),
    readGrowth(db, deps.env.TIMEZONE, deps.clock()),
    selectAilingDigests(db, { days: ailingDays, limit: most.ailing }),
    selectOpenProposals(db, { days: proposalDays, limit: most.proposals }),
  ]);
  const [drafts, active, last] = await Promise.all([
    Promise.all(lines.data.map((line) => toDraft(deps, line))),
    Promise.all(sends.data.map((line) => toActive(db, line))),
    readLast(deps, steps.lastSend),
  ]);
  return { steps, drafts, proposals, active, last, lists, approvals, growth, ailing };
}

async function readListsStanding(db: Deps['db']): Promise<Gathered['lists']> {
  const { data: lists } = await readLists(db, { limit: most.lists });
  const slugs = lists.map(({ slug }) => slug);
  const standings = await readStandings(db, slugs);
  return lists.map((list) => ({
    list,
    standing: standings.find(({ slug }) => slug === list.slug),
  }));
}

async function toDraft(deps: Deps, line: DigestLine): Promise<Draft> {
  const { id, revision } = line;
  return { ...line, faults: revision === null ? null : await countFaults(deps, id, revision) };
}

async function toActive(db: Deps['db'], line: SendLine): Promise<Gathered['active'][number]> {
  return { ...line, warnings: (await readSend(db, line.id)).warnings.length };
}

async function readLast({ db }: Deps, id: string | null): Promise<Gathered['last']> {
  if (id === null) return null;
  const send = await readSend(db, id);
  const { content } = await readDigest(db, send.digestId, send.revision);
  return { send, headline: content.headline };
}
