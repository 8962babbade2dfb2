// The inbox: articles that wait to be used.

import { starItem } from '../../proposals/feeds/feeds.ts';
import { dismissItem, keepInInbox, readInbox, restoreItem } from '../../proposals/inbox/inbox.ts';
import { InboxInput, InboxItemView, InboxQuery } from '../../proposals/inbox/schema.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('InboxItem', InboxItemView);
named('InboxInput', InboxInput);

const tag = 'inbox';
const params = { id: uuidParam };

export const inboxOperations = [
  operation({
    method: 'get',
    path: '/api/inbox',
    summary: 'List what waits in the inbox',
    tag,
    scope: 'read',
    query: InboxQuery,
    answers: { 200: page('Newest first.', InboxItemView) },
    handle: async ({ deps, query }) => ({ status: 200, body: await readInbox(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/inbox',
    summary: 'Put an article into the inbox',
    description:
      'By its address, or by the item of a feed that it is. Nothing is read before a proposal is made of it. An address is there once, however it is spelled; one that was put away is taken back.',
    tag,
    scope: 'write',
    body: jsonBody(InboxInput),
    idempotent: true,
    answers: {
      200: json('It was there before.', InboxItemView),
      201: json('It waits.', InboxItemView),
    },
    handle: async ({ deps, body, newId, keyId }) => {
      const about = { id: newId<string>(), by: keyId };
      const { item, isNew } =
        'item' in body
          ? await starItem(deps.db, body.item, about)
          : await keepInInbox(deps.db, { ...body, came: 'hand' }, about);
      return { status: isNew ? 201 : 200, body: item };
    },
  }),
  operation({
    method: 'delete',
    path: '/api/inbox/:id',
    summary: 'Put an article away',
    description: 'It can be taken back for ninety days.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('It waits no more.') },
    handle: async ({ deps, params: { id } }) => {
      await dismissItem(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'post',
    path: '/api/inbox/:id/restore',
    summary: 'Take an article back',
    tag,
    scope: 'write',
    params,
    answers: { 200: json('It waits again.', InboxItemView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await restoreItem(deps.db, id),
    }),
  }),
];
