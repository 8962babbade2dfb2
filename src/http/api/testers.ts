// Who gets test mails, what became of one, and what a page says of itself.

import * as z from 'zod';
import {
  forgetTester,
  listTesters,
  rememberTester,
  TesterInput,
  TesterView,
} from '../../editing/testers/testers.ts';
import { readPageFacts } from '../../proposals/articles/page-facts.ts';
import { EmailFate, readFate } from '../../transactional/fate.ts';
import { proposalDeps } from '../../wiring.ts';
import { all, json, nothing } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Tester', TesterView);
named('TesterInput', TesterInput);
named('EmailFate', EmailFate);
const SourceInput = named('SourceInput', z.strictObject({ url: z.string().max(2000) }));
const SourceView = named(
  'SourceRead',
  z.strictObject({
    outcome: z.enum(['ok', 'refused', 'silent', 'other']).meta({
      description:
        '`refused`: an address that is not on the open web. `silent`: no answer in ten seconds. `other`: no page.',
    }),
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    publishedOn: z.string().nullable().meta({ description: 'YYYY-MM-DD' }),
    image: z.string().nullable(),
  }),
);

const tag = 'digests';
const nothingRead = { title: null, publisher: null, publishedOn: null, image: null };

export const testerOperations = [
  operation({
    method: 'get',
    path: '/api/testers',
    summary: 'List who gets test mails',
    tag,
    scope: 'write',
    answers: {
      200: all('All of them, in the order of their addresses.', TesterView),
    },
    handle: async ({ deps }) => ({ status: 200, body: { data: await listTesters(deps.db) } }),
  }),
  operation({
    method: 'post',
    path: '/api/testers',
    summary: 'Remember an address for test mails',
    description: 'Writers may test to these and to themselves.',
    tag,
    scope: 'send',
    body: jsonBody(TesterInput),
    answers: { 200: json('The tester.', TesterView) },
    errors: ['conflict'],
    handle: async ({ deps, body, keyId }) => ({
      status: 200,
      body: await rememberTester(deps.db, body.address, keyId),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/testers/:id',
    summary: 'Forget a tester',
    tag,
    scope: 'send',
    params: { id: uuidParam },
    answers: { 204: nothing('It is forgotten.') },
    handle: async ({ deps, params: { id } }) => {
      await forgetTester(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'get',
    path: '/api/emails/:id',
    summary: 'Read what became of a transactional email',
    description: 'Of a test mail, say: accepted, delivered, bounced, as it becomes known.',
    tag,
    scope: 'read',
    params: { id: uuidParam },
    answers: { 200: json('Its state now.', EmailFate) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readFate(deps.db, id),
    }),
  }),
  operation({
    method: 'post',
    path: '/api/sources/read',
    summary: 'Read what a page says of itself',
    description:
      'Title, publisher, day and picture, from its JSON-LD, its head or the page, by one request out on the open web. Nothing is kept.',
    tag,
    scope: 'write',
    body: jsonBody(SourceInput),
    answers: { 200: json('What was found.', SourceView) },
    handle: async ({ deps, body }) => {
      const { kind: outcome, ...read } = await readPageFacts(proposalDeps(deps).web, body.url);
      return { status: 200, body: { outcome, ...nothingRead, ...read } };
    },
  }),
];
