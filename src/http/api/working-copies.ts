// What is being typed: begun, read, saved, made a revision, thrown away.

import * as z from 'zod';
import { PageQuery } from '../../base/cursor.ts';
import type { DigestId } from '../../base/ids.ts';
import { DigestView } from '../../digest/store.ts';
import { Fields } from '../../editing/working-copy/fields.ts';
import { keepRevision } from '../../editing/working-copy/keep.ts';
import { readText } from '../../editing/working-copy/read-text.ts';
import {
  discardCopy,
  listCopies,
  readCopy,
  SaveInput,
  StartInput,
  saveCopy,
  startCopy,
  WorkingCopySummary,
} from '../../editing/working-copy/save.ts';
import { Unplaced, WorkingCopyView } from '../../editing/working-copy/view.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { tagOf } from '../endpoint/etag.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('DigestFields', Fields);
named('Unplaced', Unplaced);
named('WorkingCopy', WorkingCopyView);
named('WorkingCopySummary', WorkingCopySummary);
named('WorkingCopyInput', SaveInput);
named('StartInput', StartInput);
const ReadTextInput = named('ReadTextInput', z.strictObject({ text: z.string().max(500_000) }));
const ReadTextView = named(
  'ReadText',
  z.strictObject({ fields: Fields, unplaced: z.array(Unplaced) }),
);

const tag = 'digests';
const params = { id: uuidParam };
const etag = { etag: 'The version of the working copy, for If-Match.' };

const answer = <Status extends 200 | 201>(status: Status, copy: WorkingCopyView) => ({
  status,
  body: copy,
  headers: {
    etag: tagOf(copy.version),
    ...(status === 201 ? { location: `/api/digests/${copy.id}/working-copy` } : {}),
  },
  // Its digest moves, too, without a new version of the copy.
  alwaysWhole: true,
});

export const workingCopyOperations = [
  operation({
    method: 'post',
    path: '/api/working-copies',
    summary: 'Begin a digest that is not one yet',
    description:
      'Empty, with the text of a page or Markdown, or with the content of another digest. It becomes a digest, with its address, by its first revision, under the same id.',
    tag,
    scope: 'write',
    body: jsonBody(StartInput, { maximumBytes: 2 * 1024 * 1024, isOptional: true }),
    idempotent: true,
    answers: {
      201: json('The working copy.', WorkingCopyView, {
        ...etag,
        location: 'The URL of the working copy.',
      }),
    },
    handle: async ({ deps, body, newId, keyId }) =>
      answer(201, await startCopy(deps.db, newId<DigestId>(), body, keyId)),
  }),
  operation({
    method: 'get',
    path: '/api/working-copies',
    summary: 'List what is being typed',
    tag,
    scope: 'read',
    query: PageQuery,
    answers: { 200: page('Working copies, the newest digest first.', WorkingCopySummary) },
    handle: async ({ deps, query }) => ({ status: 200, body: await listCopies(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/working-copies/read',
    summary: 'Read a pasted text into the fields of a digest',
    description: 'Nothing is kept. Whatever found no place is named in `unplaced`.',
    tag,
    scope: 'read',
    body: jsonBody(ReadTextInput, { maximumBytes: 2 * 1024 * 1024 }),
    answers: { 200: json('The fields.', ReadTextView) },
    handle: async ({ body }) => ({ status: 200, body: readText(body.text) }),
  }),
  operation({
    method: 'get',
    path: '/api/digests/:id/working-copy',
    summary: 'Read what is being typed',
    description: 'Of a digest that nobody types, its newest revision at version 0.',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('Its fields as they were typed.', WorkingCopyView, etag) },
    handle: async ({ deps, params: { id } }) => answer(200, await readCopy(deps.db, id)),
  }),
  operation({
    method: 'put',
    path: '/api/digests/:id/working-copy',
    summary: 'Save what is being typed',
    description:
      'As fields or as Markdown, also while it is no digest; the other face follows. It becomes a revision when somebody asks for one, and after a quarter of an hour.',
    tag,
    scope: 'write',
    isNoted: false,
    params,
    body: jsonBody(SaveInput, { maximumBytes: 2 * 1024 * 1024 }),
    ifMatch: true,
    answers: { 200: json('The working copy as it was saved.', WorkingCopyView, etag) },
    handle: async ({ deps, params: { id }, body, isExpected, keyId }) =>
      answer(200, await saveCopy(deps.db, id, body, isExpected, keyId)),
  }),
  operation({
    method: 'delete',
    path: '/api/digests/:id/working-copy',
    summary: 'Throw away what was typed since the newest revision',
    description: 'Of a digest that has no revision yet, nothing is left.',
    tag,
    scope: 'write',
    params,
    ifMatch: true,
    answers: { 204: nothing('The working copy is gone.') },
    handle: async ({ deps, params: { id }, isExpected }) => {
      await discardCopy(deps.db, id, isExpected);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'post',
    path: '/api/digests/:id/revisions',
    summary: 'Make a revision of what is being typed',
    description:
      'The first one makes the digest and its address. Without news the answer is the newest revision. An error names its field.',
    tag,
    scope: 'write',
    params,
    answers: {
      200: json('The digest at its newest revision.', DigestView, { etag: 'The revision.' }),
    },
    errors: ['precondition_failed', 'invalid'],
    handle: async ({ deps, params: { id }, keyId }) => {
      const digest = await keepRevision(deps.db, id, keyId, deps.env.TIMEZONE);
      return { status: 200, body: digest, headers: { etag: tagOf(digest.revision) } };
    },
  }),
];
