// API keys: list, make, revoke.

import * as z from 'zod';
import { createKey, KeyInput, KeyView, listKeys, revokeKey } from '../../access/keys/api-key.ts';
import { PageQuery } from '../../base/cursor.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Key', KeyView);
const NewKeyView = named(
  'NewKey',
  KeyView.extend({ key: z.string().meta({ description: 'Shown only once.' }) }),
);
const tag = 'keys';

export const keyOperations = [
  operation({
    method: 'get',
    path: '/api/keys',
    summary: 'List the API keys',
    tag,
    scope: 'admin',
    query: PageQuery,
    answers: { 200: page('Keys, the newest first, without those that were revoked.', KeyView) },
    handle: async ({ deps, query }) => ({ status: 200, body: await listKeys(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/keys',
    summary: 'Create an API key',
    description: '`admin` covers every scope; `read`, `write` and `send` do not cover each other.',
    tag,
    scope: 'admin',
    body: jsonBody(named('KeyInput', KeyInput)),
    answers: { 201: json('The key. Only its hash is stored: copy it now.', NewKeyView) },
    handle: async ({ deps, body }) => ({
      status: 201,
      body: await createKey(deps.db, body, deps.clock()),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/keys/:id',
    summary: 'Revoke an API key',
    tag,
    scope: 'admin',
    params: { id: uuidParam },
    answers: { 204: nothing('The key is revoked.') },
    handle: async ({ deps, params }) => {
      await revokeKey(deps.db, params.id);
      return { status: 204, body: null };
    },
  }),
];
