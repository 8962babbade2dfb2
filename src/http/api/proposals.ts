// Proposals: digests made of articles, offline and word for word, for an editor to go on with.

import * as z from 'zod';
import { requireLists } from '../../audience/lists/lists.ts';
import { AppError } from '../../base/errors.ts';
import type { DigestId } from '../../base/ids.ts';
import { DigestView } from '../../digest/store.ts';
import { enqueueProposal } from '../../jobs/enqueue.ts';
import { discardProposal } from '../../proposals/commands/discard.ts';
import { listProposals, ProposalsQuery } from '../../proposals/commands/list.ts';
import { makeDigest } from '../../proposals/commands/make-digest.ts';
import { mendSource } from '../../proposals/commands/mend.ts';
import { redoSection } from '../../proposals/commands/redo.ts';
import {
  GivenText,
  MendInput,
  PointView,
  ProposalInput,
  ProposalSourceView,
  ProposalView,
  RedoInput,
  SectionView,
} from '../../proposals/commands/schema.ts';
import { startProposal } from '../../proposals/commands/start.ts';
import { readProposal } from '../../proposals/commands/view.ts';
import { ProposalLine } from '../../proposals/making/line-queries.ts';
import { type Deps, proposalDeps } from '../../wiring.ts';
import { events, json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { tagOf } from '../endpoint/etag.ts';
import { followObject } from '../endpoint/follow.ts';
import { type ParamRule, uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Proposal', ProposalView);
named('ProposalSummary', ProposalLine);
named('ProposalSource', ProposalSourceView);
named('ProposalSection', SectionView);
named('ProposalPoint', PointView);
named('GivenArticle', GivenText);
named('ProposalInput', ProposalInput);
named('RedoInput', RedoInput);
named('MendInput', MendInput);

const tag = 'proposals';
const params = { id: uuidParam };
const MiB = 1024 ** 2;

const placeOf = (what: string): ParamRule => ({
  description: `The place of the ${what}, from 0.`,
  schema: z.int().min(0).max(19),
  test: (text) => /^1?\d$/.test(text),
});

async function findList({ db }: Deps, slug: string | undefined): Promise<number | null> {
  if (slug === undefined) return null;
  return (await requireLists(db, [slug], 'list'))[0]?.id ?? null;
}

/** Whoever wants a model is told that there is none, rather than given something else. */
function requireWriter(deps: Deps, { writer }: ProposalInput): void {
  if (writer !== 'model' || proposalDeps(deps).models?.writer) return;
  const message = 'This deployment has no language model that writes';
  throw new AppError('invalid', `${message}.`, { errors: [{ path: 'writer', message }] });
}

export const proposalOperations = [
  operation({
    method: 'get',
    path: '/api/proposals',
    summary: 'List the proposals',
    description: 'Those of the last 180 days, whoever asked for them, a rhythm among others.',
    tag,
    scope: 'read',
    query: ProposalsQuery,
    answers: {
      200: page('Proposals, the newest first, without what was made.', ProposalLine),
    },
    handle: async ({ deps, query: { list, ...query } }) => ({
      status: 200,
      body: await listProposals(deps.db, query, await findList(deps, list)),
    }),
  }),
  operation({
    method: 'post',
    path: '/api/proposals',
    summary: 'Make a proposal from articles',
    description:
      'Reads each address, or takes the text that was pasted for it, and sums it up in its own sentences: three points at most, each one sentence with words left out at most, and traced to it. Nothing is invented and nothing is sent. What cannot be read says why, and the rest goes on. A page that robots.txt forbids is read with a warning, for somebody chose it.',
    tag,
    scope: 'write',
    body: jsonBody(ProposalInput, { maximumBytes: 8 * MiB }),
    idempotent: true,
    answers: {
      202: json('The proposal, as it starts.', ProposalView, {
        location: 'The URL of the new object.',
      }),
    },
    handle: async ({ deps, body, newId, keyId }) => {
      requireWriter(deps, body);
      const started = await startProposal(deps.db, newId(), body, {
        listId: await findList(deps, body.list),
        createdBy: keyId,
      });
      await enqueueProposal(deps, started.id);
      const headers = { location: `/api/proposals/${started.id}` };
      return { status: 202, body: started, headers };
    },
  }),
  operation({
    method: 'get',
    path: '/api/proposals/:id',
    summary: 'Read a proposal',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The proposal, as far as it has come.', ProposalView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readProposal(deps.db, id),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/proposals/:id/events',
    summary: 'Follow a proposal in the making',
    description:
      'Server-sent events: the object of `GET /api/proposals/{id}` at once and whenever it changes. Ends when the proposal is ready or has failed, and after five minutes at the latest: connect again.',
    tag,
    scope: 'read',
    params,
    answers: {
      200: events('Events, as they happen.', 'Proposal'),
      204: nothing('The last event of this proposal was already received (Last-Event-ID).'),
    },
    handle: ({ deps, params: { id }, c }) =>
      followObject(c, {
        read: () => readProposal(deps.db, id),
        isOver: ({ status }) => status === 'ready' || status === 'failed',
      }),
  }),
  operation({
    method: 'delete',
    path: '/api/proposals/:id',
    summary: 'Discard a proposal that has no digest',
    description: 'Its articles are free for other proposals of its list again.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('The proposal and its evidence are deleted.') },
    errors: ['conflict'],
    handle: async ({ deps, params: { id } }) => {
      await discardProposal(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'post',
    path: '/api/proposals/:id/sources/:n/mend',
    summary: 'Mend a source that got no section',
    description:
      'One that failed: by another address, or with its text; it is read like the first time. One that is `told`: `again` gives it a section all the same, which says which digest told it, with points from all of the article. What was made of the others stays.',
    tag,
    scope: 'write',
    params: { ...params, n: placeOf('source') },
    body: jsonBody(MendInput, { maximumBytes: MiB }),
    answers: { 202: json('The proposal, which goes on.', ProposalView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id, n }, body }) => {
      const mended = await mendSource(deps.db, id, Number(n), body);
      await enqueueProposal(deps, mended.id);
      return { status: 202, body: mended };
    },
  }),
  operation({
    method: 'post',
    path: '/api/proposals/:id/sections/:n/redo',
    summary: 'Make a section of a proposal again',
    description:
      'Points of `keep` stay, as they are or as a person has changed them; the others come from sentences that were not proposed before, until all were.',
    tag,
    scope: 'write',
    params: { ...params, n: placeOf('section') },
    body: jsonBody(RedoInput, { isOptional: true }),
    answers: { 200: json('The proposal with the new section.', ProposalView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id, n }, body }) => ({
      status: 200,
      body: await redoSection(proposalDeps(deps), id, Number(n), body),
    }),
  }),
  operation({
    method: 'post',
    path: '/api/proposals/:id/digest',
    summary: 'Make a digest of a proposal',
    description: 'A draft. Called again, it answers with the digest that was made.',
    tag,
    scope: 'write',
    params,
    idempotent: true,
    answers: {
      201: json('The digest.', DigestView, {
        etag: 'The revision, for If-Match.',
        location: 'The URL of the digest.',
      }),
    },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, newId, keyId }) => {
      const digest = await makeDigest(deps.db, id, {
        newId: () => newId<DigestId>(),
        by: keyId,
        zone: deps.env.TIMEZONE,
      });
      const headers = { location: `/api/digests/${digest.id}`, etag: tagOf(digest.revision) };
      return { status: 201, body: digest, headers };
    },
  }),
];
