// Lists: what people subscribe to.

import {
  changeList,
  createList,
  deleteList,
  readList,
  readLists,
} from '../../audience/lists/lists.ts';
import { ListInput, ListPatch, ListView } from '../../audience/lists/schema.ts';
import { PageQuery } from '../../base/cursor.ts';
import { enqueueRemoval } from '../../jobs/enqueue.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { slugParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('List', ListView);
named('ListInput', ListInput);
named('ListPatchInput', ListPatch);

const tag = 'lists';
const params = { slug: slugParam };

export const listOperations = [
  operation({
    method: 'get',
    path: '/api/lists',
    summary: 'List the lists',
    tag,
    scope: 'read',
    query: PageQuery,
    answers: { 200: page('Lists in order of creation, private ones too.', ListView) },
    handle: async ({ deps, query }) => ({ status: 200, body: await readLists(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/lists',
    summary: 'Create a list',
    tag,
    scope: 'write',
    body: jsonBody(ListInput),
    idempotent: true,
    answers: { 201: json('The list.', ListView, { location: 'The URL of the new object.' }) },
    errors: ['conflict'],
    handle: async ({ deps, body }) => {
      const list = await createList(deps.db, body);
      return { status: 201, body: list, headers: { location: `/api/lists/${list.slug}` } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/lists/:slug',
    summary: 'Read a list',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The list.', ListView) },
    handle: async ({ deps, params: { slug } }) => ({
      status: 200,
      body: await readList(deps.db, slug),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/lists/:slug',
    summary: 'Update a list',
    description: 'Fields that are left out stay as they are. The slug cannot change.',
    tag,
    scope: 'write',
    params,
    body: jsonBody(ListPatch),
    answers: { 200: json('The list as it is now.', ListView) },
    handle: async ({ deps, params: { slug }, body }) => ({
      status: 200,
      body: await changeList(deps.db, slug, body),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/lists/:slug',
    summary: 'Delete a list and its subscriptions',
    description:
      'It is gone at once, and its slug is free. The rows of a large list are deleted in the minutes after.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('It is gone.') },
    errors: ['conflict'],
    handle: async ({ deps, params: { slug } }) => {
      await enqueueRemoval(deps, await deleteList(deps.db, slug));
      return { status: 204, body: null };
    },
  }),
];
