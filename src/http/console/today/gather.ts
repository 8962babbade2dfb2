// What the first page shows, gathered: few questions, none of them long.

import { type Growth, readGrowth } from '../../../audience/lists/growth.ts';
import { readLists } from '../../../audience/lists/lists.ts';
import type { ListView } from '../../../audience/lists/schema.ts';
import { type ListStanding, readStandings } from '../../../audience/lists/standing-queries.ts';
import { readDigest } from '../../../digest/store.ts';
import { type OpenApproval, openApprovals } from '../../../editing/approvals/open.ts';
import { ownLook } from '../../../render/brand-queries.ts';
import { inspectDigest } from '../../../sending/commands/preflight.ts';
import { listDigestLines } from '../../../sending/overview/digest-lines.ts';
import type { DigestLine } from '../../../sending/overview/digest-lines-queries.ts';
import { type FirstSteps, readFirstSteps } from '../../../sending/overview/first-steps-queries.ts';
import { listSendLines, type SendLine } from '../../../sending/overview/send-lines.ts';
import { readSend } from '../../../sending/report/report.ts';
import type { SendView } from '../../../sending/report/send-view.ts';
import { type Deps, senderOf } from '../../../wiring.ts';

/** A draft, and how many things stand against sending it; null: it is no digest yet. */
export interface Draft extends DigestLine {
  faults: number | null;
}

export interface Gathered {
  drafts: Draft[];
  /** Under way or to come, with how many things there are to look at. */
  active: (SendLine & { warnings: number })[];
  last: { send: SendView; headline: string } | null;
  lists: { list: ListView; standing: ListStanding | undefined }[];
  steps: FirstSteps;
  approvals: OpenApproval[];
  growth: Growth;
}

const most = { drafts: 5, active: 10, lists: 6, approvals: 6 };

export async function gatherToday(deps: Deps): Promise<Gathered> {
  const { db } = deps;
  const steps = await readFirstSteps(db);
  const { data: lines } = await listDigestLines(db, 'draft', { limit: most.drafts });
  const { data: sends } = await listSendLines(db, 'active', { limit: most.active });
  const { data: lists } = await readLists(db, { limit: most.lists });
  const standings = await readStandings(
    db,
    lists.map(({ slug }) => slug),
  );
  const drafts: Draft[] = [];
  for (const line of lines) drafts.push({ ...line, faults: await countFaults(deps, line) });
  const active: Gathered['active'] = [];
  for (const line of sends) {
    active.push({ ...line, warnings: (await readSend(db, line.id)).warnings.length });
  }
  return {
    steps,
    drafts,
    active,
    approvals: await openApprovals(db, most.approvals),
    growth: await readGrowth(db, deps.env.TIMEZONE, deps.clock()),
    last: await readLast(deps, steps.lastSend),
    lists: lists.map((list) => ({
      list,
      standing: standings.find(({ slug }) => slug === list.slug),
    })),
  };
}

/** Of its newest revision, as the review will find it; without asking Resend or the web. */
async function countFaults(deps: Deps, { id, revision }: DigestLine): Promise<number | null> {
  if (revision === null) return null;
  const { content } = await readDigest(deps.db, id);
  const digest = { content, page: '/', sendId: id, ...ownLook };
  return (await inspectDigest(senderOf(deps.env), digest, deps.clock())).errors.length;
}

async function readLast({ db }: Deps, id: string | null): Promise<Gathered['last']> {
  if (id === null) return null;
  const send = await readSend(db, id);
  const { content } = await readDigest(db, send.digestId, send.revision);
  return { send, headline: content.headline };
}
