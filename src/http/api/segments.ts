// Segments: saved rules that narrow lists at send time.

import {
  ruleKinds,
  SegmentInput,
  SegmentPatch,
  SegmentRule,
  SegmentView,
} from '../../audience/segments/schema.ts';
import {
  changeSegment,
  createSegment,
  deleteSegment,
  readSegment,
  readSegments,
} from '../../audience/segments/segments.ts';
import { PageQuery } from '../../base/cursor.ts';
import type { SegmentId } from '../../base/ids.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Segment', SegmentView);
named('SegmentInput', SegmentInput);
named('SegmentPatchInput', SegmentPatch);
named('SegmentRule', SegmentRule);
for (const [name, rule] of Object.entries(ruleKinds)) named(name, rule);

const tag = 'segments';
const params = { id: uuidParam };

export const segmentOperations = [
  operation({
    method: 'get',
    path: '/api/segments',
    summary: 'List the segments',
    tag,
    scope: 'read',
    query: PageQuery,
    answers: { 200: page('Segments in order of creation.', SegmentView) },
    handle: async ({ deps, query }) => ({ status: 200, body: await readSegments(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/segments',
    summary: 'Create a segment',
    description:
      'A rule is an expression over one person. A test on something unknown is false, and its `not` is true.',
    tag,
    scope: 'write',
    body: jsonBody(SegmentInput),
    idempotent: true,
    answers: { 201: json('The segment.', SegmentView, { location: 'The URL of the new object.' }) },
    errors: ['conflict'],
    handle: async ({ deps, body, newId }) => {
      const segment = await createSegment(deps.db, body, newId<SegmentId>());
      return { status: 201, body: segment, headers: { location: `/api/segments/${segment.id}` } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/segments/:id',
    summary: 'Read a segment',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The segment.', SegmentView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readSegment(deps.db, id),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/segments/:id',
    summary: 'Update a segment',
    description: 'Sends that were created before keep the rule they were created with.',
    tag,
    scope: 'write',
    params,
    body: jsonBody(SegmentPatch),
    answers: { 200: json('The segment as it is now.', SegmentView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, body }) => ({
      status: 200,
      body: await changeSegment(deps.db, id, body),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/segments/:id',
    summary: 'Delete a segment',
    description: 'Sends that were created with it keep its rule.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('It is gone.') },
    handle: async ({ deps, params: { id } }) => {
      await deleteSegment(deps.db, id);
      return { status: 204, body: null };
    },
  }),
];
