// Suppressions: addresses that must not be mailed.

import * as z from 'zod';
import { EmailText } from '../../audience/fields.ts';
import { SuppressionInput, SuppressionView } from '../../audience/suppressions/schema.ts';
import {
  addSuppression,
  findSuppression,
  liftSuppression,
  readSuppressions,
} from '../../audience/suppressions/suppressions.ts';
import { PageQuery } from '../../base/cursor.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { integerParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Suppression', SuppressionView);
named('SuppressionInput', SuppressionInput);

const tag = 'suppressions';
const Query = z.strictObject({
  ...PageQuery.shape,
  email: EmailText.exactOptional().meta({ description: 'Only this address; finds an erased one.' }),
});

export const suppressionOperations = [
  operation({
    method: 'get',
    path: '/api/suppressions',
    summary: 'List the suppressions',
    tag,
    scope: 'read',
    showsReaders: true,
    query: Query,
    answers: { 200: page('Suppressions, the newest first.', SuppressionView) },
    handle: async ({ deps, query }) => {
      if (query.email === undefined) {
        return { status: 200, body: await readSuppressions(deps.db, query) };
      }
      const found = await findSuppression(deps, query.email);
      return { status: 200, body: { data: found ? [found] : [], nextCursor: null } };
    },
  }),
  operation({
    method: 'post',
    path: '/api/suppressions',
    summary: 'Suppress an address',
    description: 'An address that is already suppressed keeps the more serious reason.',
    tag,
    scope: 'write',
    body: jsonBody(SuppressionInput),
    idempotent: true,
    answers: { 201: json('The suppression.', SuppressionView) },
    handle: async ({ deps, body }) => ({ status: 201, body: await addSuppression(deps.db, body) }),
  }),
  operation({
    method: 'delete',
    path: '/api/suppressions/:id',
    summary: 'Remove a suppression',
    description: 'Only those that an editor created or that repeated temporary bounces caused.',
    tag,
    scope: 'write',
    params: { id: integerParam },
    answers: { 204: nothing('The address may be mailed again.') },
    errors: ['conflict'],
    handle: async ({ deps, params }) => {
      await liftSuppression(deps.db, Number(params.id));
      return { status: 204, body: null };
    },
  }),
];
