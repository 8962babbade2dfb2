// The editor API: every operation, and the document that describes them.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import type { OpenApiDocument } from '../endpoint/document/shapes.ts';
import { writeDocument } from '../endpoint/openapi.ts';
import { mountOperations } from '../endpoint/run.ts';
import { examples } from '../told/examples.ts';
import { meanings } from '../told/meanings.ts';
import { approvalOperations } from './approvals.ts';
import { copyLookOperations } from './copy-look.ts';
import { digestMailOperations } from './digest-mail.ts';
import { digestOperations } from './digests.ts';
import { editorOperations } from './editors.ts';
import { exportOperations } from './exports.ts';
import { feedOperations } from './feeds.ts';
import { healthOperations } from './health.ts';
import { importOperations } from './imports.ts';
import { inboxOperations } from './inbox.ts';
import { joiningOperations } from './joining.ts';
import { keyOperations } from './keys.ts';
import { listOperations } from './lists.ts';
import { openApiOperation } from './openapi.ts';
import { proposalOperations } from './proposals.ts';
import { rhythmOperations } from './rhythms.ts';
import { segmentOperations } from './segments.ts';
import { steeringOperations } from './send-steering.ts';
import { sendOperations } from './sends.ts';
import { subscriberOperations } from './subscribers.ts';
import { suppressionOperations } from './suppressions.ts';
import { testerOperations } from './testers.ts';
import { workingCopyOperations } from './working-copies.ts';

export const operations = [
  ...digestOperations,
  ...digestMailOperations,
  ...approvalOperations,
  ...proposalOperations,
  ...rhythmOperations,
  ...feedOperations,
  ...inboxOperations,
  ...workingCopyOperations,
  ...copyLookOperations,
  ...testerOperations,
  ...sendOperations,
  ...steeringOperations,
  ...listOperations,
  // Before the subscribers, whose `:id` would take these for ids.
  ...importOperations,
  ...exportOperations,
  ...subscriberOperations,
  ...joiningOperations,
  ...segmentOperations,
  ...suppressionOperations,
  ...keyOperations,
  ...editorOperations,
  ...healthOperations,
  openApiOperation(describeApi),
];

export function mountApi(app: Hono<AppEnv>): void {
  mountOperations(app, operations);
}

const documents = new Map<string, OpenApiDocument>();

/** `serverUrl` is where callers reach this worker. Written once per isolate: it takes 10 ms. */
export function describeApi(serverUrl: string): OpenApiDocument {
  const document = documents.get(serverUrl) ?? writeApiDocument(serverUrl);
  documents.set(serverUrl, document);
  return document;
}

function writeApiDocument(serverUrl: string): OpenApiDocument {
  return writeDocument(operations, {
    title: 'Chrysanthemum Digest',
    version: '1',
    meanings,
    examples,
    serverUrl,
    description: [
      'Write a digest, preview it, send it.',
      'Every error is `application/problem+json` (RFC 9457).',
      'Lists are paged by cursor: pass `nextCursor` back as `cursor`.',
      'POSTs that create or send take an `Idempotency-Key`: repeated within 24 hours, the first answer comes again, with `idempotent-replayed: true`.',
      'A key has scopes: `read`, `write`, `send`; `admin` covers all of them.',
      'What is here stays: operations, optional fields, fields of answers and new values of names (a `status`, a `code`, a `type`) are added, and nothing changes its meaning. What is to go is marked `deprecated` for ninety days and one release at least, and named in CHANGELOG.md.',
    ].join('\n\n'),
    tags: [
      { name: 'digests', description: 'One issue’s content, with revisions.' },
      { name: 'proposals', description: 'Digests in the making, from articles.' },
      { name: 'feeds', description: 'What is watched for new articles.' },
      { name: 'inbox', description: 'Articles that wait to be used.' },
      { name: 'sends', description: 'One mailing of one revision to a fixed audience.' },
      { name: 'lists', description: 'What people subscribe to.' },
      { name: 'subscribers', description: 'People, by e-mail address.' },
      { name: 'segments', description: 'Saved rules that narrow lists at send time.' },
      { name: 'suppressions', description: 'Addresses that must not be mailed.' },
      { name: 'keys', description: 'Credentials of programs.' },
      { name: 'editors', description: 'People who sign in to the console, and what was done.' },
      { name: 'service', description: 'The worker itself.' },
    ],
  });
}
