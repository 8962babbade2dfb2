// The command that makes a proposal of addresses, and a digest of it if that is wanted.

import type { ApiClient } from './api-client.ts';
import { readAll } from './names.ts';
import { type Command, need } from './options.ts';
import { createLine } from './progress.ts';
import { showJson, showMoment, showTable } from './table.ts';

interface ProposalView {
  id: string;
  status: string;
  grounded: { points: number; grounded: number };
  sources: {
    url: string;
    state: string;
    why: { message: string } | null;
    warnings: { message: string }[];
  }[];
  sections: {
    heading: string;
    hook: { question: string; answer: string };
    points: { text: string; how: string; grounded: boolean }[];
  }[];
}

interface ProposalSummary {
  id: string;
  status: string;
  list: string | null;
  createdAt: string;
  headline: string | null;
  url: string;
  sources: number;
  done: number;
}

const waitMs = 300;

export const proposeCommands: Readonly<Record<string, Command>> = {
  propose: {
    usage: '<url…> [--language ja] [--list slug]\n[--writer embedded | model] [--digest | --json]',
    takes: 20,
    does: 'read articles and sum each up in its own sentences; with\n--digest, make a draft of it. A language is ja unless given; ends\nwith 1 if no article could be read. --writer embedded asks no\nlanguage model, where there is one',
    async run(client, urls, { language = 'ja', list, writer, digest, json }) {
      need(urls[0], 'the address of an article');
      const body = { sources: urls, language, ...(list && { list }), ...(writer && { writer }) };
      const started = (await client.post('/api/proposals', body)) as ProposalView;
      const proposal = await waitFor(client, started.id);
      // A script must not take for made what no article could be read for.
      if (proposal.status === 'failed') process.exitCode = 1;
      if (json) return showJson(proposal);
      showProposal(proposal);
      if (!digest || proposal.status === 'failed') return;
      const made = await client.post(`/api/proposals/${proposal.id}/digest`, {});
      console.log(
        `\nDigest ${(made as { id: string }).id} is a draft: read it before it goes out.`,
      );
    },
  },
  proposals: {
    usage: '[--status ready] [--list slug] [--json]',
    takes: 0,
    does: 'the proposals, the newest first',
    async run(client, _, { status, list, json }) {
      const query = { ...(status && { status }), ...(list && { list }) };
      const proposals = await readAll<ProposalSummary>(client, '/api/proposals', 5, query);
      if (json) return showJson(proposals);
      const rows = proposals.map(({ id, createdAt, done, sources, headline, url, ...one }) => [
        ...[id, one.status, showMoment(createdAt), `${done}/${sources}`, one.list ?? ''],
        headline ?? url,
      ]);
      const head = ['id', 'status', 'asked for', 'read', 'list', 'headline'];
      showTable(head, rows, 'No proposals yet.');
    },
  },
};

async function waitFor(client: ApiClient, id: string): Promise<ProposalView> {
  const line = createLine();
  for (;;) {
    const proposal = (await client.get(`/api/proposals/${id}`)) as ProposalView;
    if (proposal.status === 'ready' || proposal.status === 'failed') {
      line.end();
      return proposal;
    }
    if (process.stdout.isTTY) line.show(`${proposal.status} …`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function showProposal({ id, status, sources, sections, grounded }: ProposalView): void {
  console.log(`Proposal ${id} is ${status}.`);
  for (const { url, state, why, warnings } of sources) {
    console.log(`  ${state.padEnd(6)} ${url}`);
    if (why) console.log(`         ! ${why.message}`);
    for (const { message } of warnings) console.log(`         ! ${message}`);
  }
  for (const { heading, hook, points } of sections) {
    console.log(`\n${heading}\n  Q ${hook.question}\n  A ${hook.answer}`);
    for (const { text, how, grounded: isGrounded } of points) {
      console.log(`  ${isGrounded ? '✅' : '⚠️ '} ${text} (${how})`);
    }
  }
  if (sections.length > 0) {
    console.log(`\n${grounded.grounded} of ${grounded.points} points stand on one sentence each.`);
  }
}
