// Digests: written, imported, read, revised, removed.

import * as z from 'zod';
import { PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { DigestId } from '../../base/ids.ts';
import { PublishInput, publishRevision } from '../../digest/archive/publish.ts';
import { readText } from '../../digest/intake/read-text.ts';
import { hasSends } from '../../digest/queries.ts';
import { Digest } from '../../digest/schema.ts';
import {
  CorrectionView,
  createDigest,
  DigestSummary,
  DigestView,
  deleteDigest,
  listDigests,
  listRevisions,
  RevisionView,
  readDigest,
  reviseDigest,
} from '../../digest/store.ts';
import { DigestWarning, warnOfRevision } from '../../digest/warnings.ts';
import type { Deps } from '../../wiring.ts';
import { either, json, nothing, page, text } from '../endpoint/answer.ts';
import { describe, jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { tagOf } from '../endpoint/etag.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import {
  answerMarkdown,
  digestBody,
  digestOrMarkdownBody,
  ImportInput,
  importBody,
} from './digest-body.ts';
import { RevisionQuery } from './revision.ts';

named('Digest', DigestView);
named('DigestSummary', DigestSummary);
named('DigestContent', Digest);
named('Revision', RevisionView);

const ImportView = named(
  'ImportedDigest',
  DigestView.extend({
    warnings: z.array(z.strictObject({ line: z.int(), text: z.string(), message: z.string() })),
  }),
);

const RevisedView = named(
  'RevisedDigest',
  DigestView.extend({ warnings: z.array(named('DigestWarning', DigestWarning)) }),
);
named('DigestImport', ImportInput);
named('PublishInput', PublishInput);
named('Correction', CorrectionView);

const tag = 'digests';
const etag = { etag: 'The revision, for If-Match and If-None-Match.' };
const made = { ...etag, location: 'The URL of the new object.' };
const DigestQuery = RevisionQuery.extend({
  format: z.enum(['json', 'markdown']).default('json').meta({
    description: '`markdown`: the content alone, in the form of docs/digest-format.md.',
  }),
});

async function answerRevised({ db }: Deps, digest: DigestView) {
  const warnings = await warnOfRevision(db, digest);
  const headers = { etag: tagOf(digest.revision) };
  return { status: 200 as const, body: { ...digest, warnings }, headers };
}

const place = ({ id, revision }: DigestView) => ({
  location: `/api/digests/${id}`,
  etag: tagOf(revision),
});

export const digestOperations = [
  operation({
    method: 'get',
    path: '/api/digests',
    summary: 'List the digests',
    tag,
    scope: 'read',
    query: PageQuery,
    answers: { 200: page('Digests, the newest first, without their contents.', DigestSummary) },
    handle: async ({ deps, query }) => ({ status: 200, body: await listDigests(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/digests',
    summary: 'Create a digest',
    tag,
    scope: 'write',
    body: digestBody,
    idempotent: true,
    answers: { 201: json('The digest, at revision 1.', DigestView, made) },
    handle: async ({ deps, body, newId, keyId }) => {
      const digest = await createDigest(deps.db, newId<DigestId>(), body, keyId, deps.env.TIMEZONE);
      return { status: 201, body: digest, headers: place(digest) };
    },
  }),
  operation({
    method: 'post',
    path: '/api/digests/import',
    summary: 'Import a digest from Markdown, from the text of a page or from its HTML',
    description:
      '`text/markdown` is the form of docs/digest-format.md; `text/plain` is the pasted text of a digest page, in which HTML and Markdown are recognised; `text/html` is a page that shows one. Texts may be in UTF-8, UTF-16 or a Japanese encoding. JSON names the format beside the text. Every line becomes content, is recognised as a marker or a repetition, or is named in `warnings`; so is a line that was moved.',
    tag,
    scope: 'write',
    body: importBody,
    idempotent: true,
    answers: { 201: json('The digest, and the lines that were not used.', ImportView, made) },
    handle: async ({ deps, body, newId, keyId }) => {
      const imported = readText(body.text, body.format);
      if (imported.kind === 'invalid') {
        throw new AppError('invalid', describe(imported.errors), { errors: imported.errors });
      }
      const zone = deps.env.TIMEZONE;
      const digest = await createDigest(deps.db, newId<DigestId>(), imported.digest, keyId, zone);
      const { warnings } = imported;
      return { status: 201, body: { ...digest, warnings }, headers: place(digest) };
    },
  }),
  operation({
    method: 'get',
    path: '/api/digests/:id',
    summary: 'Read a digest',
    tag,
    scope: 'read',
    params: { id: uuidParam },
    query: DigestQuery,
    answers: {
      200: either(
        json('The digest at its newest revision, or at the one asked for.', DigestView, etag),
        text('Its content.', ['text/markdown'], etag),
      ),
      304: nothing('Not modified: it is still the revision of If-None-Match.', etag),
    },
    handle: async ({ deps, params, query }) => {
      const digest = await readDigest(deps.db, params.id, query.revision);
      if (query.format === 'markdown') return answerMarkdown(digest);
      const headers = { etag: tagOf(digest.revision) };
      // Its sends move what is told of a digest without a new revision, and back to a draft, too.
      const alwaysWhole = await hasSends(deps.db, params.id);
      return { status: 200, body: digest, headers, alwaysWhole };
    },
  }),
  operation({
    method: 'put',
    path: '/api/digests/:id',
    summary: 'Update a digest',
    description:
      'Creates the next revision, unless the content is the same as that of the current one. In Markdown each line must have its place: what an import would warn of is an error here. A waiting send keeps its revision, and `warnings` names it; the page of a sent digest keeps what was mailed until `publish`.',
    tag,
    scope: 'write',
    params: { id: uuidParam },
    body: digestOrMarkdownBody,
    ifMatch: true,
    answers: { 200: json('The digest at its newest revision.', RevisedView, etag) },
    handle: async ({ deps, params, body, isExpected, keyId }) =>
      answerRevised(deps, await reviseDigest(deps.db, params.id, body, isExpected, keyId)),
  }),
  operation({
    method: 'post',
    path: '/api/digests/:id/publish',
    summary: 'Publish a correction of a sent digest',
    description:
      'The page, its feed entries and its structured data show this revision from now on, with the note and its date. Mails that were sent do not change. The same revision again replaces its note.',
    tag,
    scope: 'send',
    params: { id: uuidParam },
    body: jsonBody(PublishInput),
    idempotent: true,
    answers: {
      200: json('The digest at the revision that its page shows.', RevisedView, etag),
    },
    errors: ['conflict'],
    handle: async ({ deps, params, body, keyId }) =>
      answerRevised(deps, await publishRevision(deps.db, params.id, body, keyId)),
  }),
  operation({
    method: 'delete',
    path: '/api/digests/:id',
    summary: 'Delete a digest that has no send',
    tag,
    scope: 'write',
    params: { id: uuidParam },
    ifMatch: true,
    answers: { 204: nothing('The digest and its revisions are deleted.') },
    errors: ['conflict'],
    handle: async ({ deps, params, isExpected }) => {
      await deleteDigest(deps.db, params.id, isExpected);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'get',
    path: '/api/digests/:id/revisions',
    summary: 'List the revisions of a digest',
    tag,
    scope: 'read',
    params: { id: uuidParam },
    query: PageQuery,
    answers: { 200: page('Revisions, the newest first.', RevisionView) },
    handle: async ({ deps, params, query }) => ({
      status: 200,
      body: await listRevisions(deps.db, params.id, query),
    }),
  }),
];
