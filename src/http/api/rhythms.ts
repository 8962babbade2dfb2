// Rhythms: rules by which proposals are made at their hours, and what became of each hour.

import { requireLists } from '../../audience/lists/lists.ts';
import { PageQuery } from '../../base/cursor.ts';
import { enqueueProposal } from '../../jobs/enqueue.ts';
import { beginByHand } from '../../proposals/rhythms/begin.ts';
import { listRuns, readRun } from '../../proposals/rhythms/lines.ts';
import {
  changeRhythm,
  createRhythm,
  deleteRhythm,
  listRhythms,
  readRhythm,
} from '../../proposals/rhythms/rhythms.ts';
import { RhythmInput, RhythmPatch, RhythmView, RunView } from '../../proposals/rhythms/schema.ts';
import type { Deps } from '../../wiring.ts';
import { all, json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Rhythm', RhythmView);
named('RhythmRun', RunView);
named('RhythmInput', RhythmInput);
named('RhythmPatchInput', RhythmPatch);

const tag = 'proposals';
const params = { id: uuidParam };

export const rhythmOperations = [
  operation({
    method: 'get',
    path: '/api/rhythms',
    summary: 'List the rhythms',
    tag,
    scope: 'read',
    answers: { 200: all('Rhythms in order of creation.', RhythmView) },
    handle: async ({ deps }) => {
      const data = await listRhythms(deps.db, deps.clock(), deps.env.TIMEZONE);
      return { status: 200, body: { data } };
    },
  }),
  operation({
    method: 'post',
    path: '/api/rhythms',
    summary: 'Create a rhythm',
    description:
      'At its hours a proposal is made from what is new, and somebody is asked. Their yes sends it; nothing is sent without one. Needs the scope `send`, for its sends are by the word of whoever saved it last.',
    tag,
    scope: 'send',
    body: jsonBody(RhythmInput),
    idempotent: true,
    answers: { 201: json('The rhythm.', RhythmView, { location: 'The URL of the new object.' }) },
    handle: async ({ deps, body, newId, keyId }) => {
      const list = await findList(deps, body.list);
      const rhythm = await createRhythm(deps.db, newId(), body, { ...saving(deps, keyId), list });
      return { status: 201, body: rhythm, headers: { location: `/api/rhythms/${rhythm.id}` } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/rhythms/:id',
    summary: 'Read a rhythm',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The rhythm.', RhythmView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readRhythm(deps.db, id, deps.clock(), deps.env.TIMEZONE),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/rhythms/:id',
    summary: 'Update a rhythm',
    description: 'Whoever saves it stands for its sends from now on. Runs that wait go on.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(RhythmPatch),
    answers: { 200: json('The rhythm as it is now.', RhythmView) },
    handle: async ({ deps, params: { id }, body, keyId }) => {
      const list = body.list === undefined ? null : await findList(deps, body.list);
      const saved = await changeRhythm(deps.db, id, body, { ...saving(deps, keyId), list });
      return { status: 200, body: saved };
    },
  }),
  operation({
    method: 'delete',
    path: '/api/rhythms/:id',
    summary: 'Delete a rhythm',
    description:
      'Its runs go with it. Drafts that they made stay, and nothing sends them any more.',
    tag,
    scope: 'send',
    params,
    answers: { 204: nothing('It is gone.') },
    handle: async ({ deps, params: { id } }) => {
      await deleteRhythm(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'post',
    path: '/api/rhythms/:id/run',
    summary: 'Run a rhythm now',
    description:
      'Beside its hours. With too little that is new, its line says so and nothing is made.',
    tag,
    scope: 'send',
    params,
    idempotent: true,
    answers: { 202: json('Its line, as it starts.', RunView) },
    handle: async ({ deps, params: { id }, newId }) => {
      const runId = newId<string>();
      const proposalId = await beginByHand(deps.db, id, runId, deps.clock());
      if (proposalId !== null) await enqueueProposal(deps, proposalId);
      return { status: 202, body: await readRun(deps.db, runId) };
    },
  }),
  operation({
    method: 'get',
    path: '/api/rhythms/:id/runs',
    summary: 'List the runs of a rhythm',
    tag,
    scope: 'read',
    params,
    query: PageQuery,
    answers: { 200: page('One line for each moment, the newest first.', RunView) },
    handle: async ({ deps, params: { id }, query }) => ({
      status: 200,
      body: await listRuns(deps.db, id, query),
    }),
  }),
];

/** Throws `invalid`, naming `list`. */
async function findList({ db }: Deps, slug: string) {
  const [list] = await requireLists(db, [slug], 'list');
  if (list === undefined) throw new Error('a list that is there was not found');
  return list;
}

function saving({ clock, env }: Deps, by: string) {
  return { by, now: clock(), zone: env.TIMEZONE };
}
