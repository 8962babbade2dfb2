// Editors of the console, and the audit log of what they and the keys have done.

import * as z from 'zod';
import { AuditQuery, listActs, readActs } from '../../access/audit/audit.ts';
import { AuditEntry } from '../../access/audit/audit-queries.ts';
import { EditorRow } from '../../access/editors/editor-queries.ts';
import {
  changeEditor,
  EditorChange,
  EditorInput,
  inviteEditor,
  listEditors,
  removeEditor,
} from '../../access/editors/editors.ts';
import { writeCsvRow } from '../../audience/transfer/csv.ts';
import { PageQuery } from '../../base/cursor.ts';
import { emailDeps } from '../email-deps.ts';
import { json, nothing, page, text } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { markUtf8, streamText } from '../endpoint/stream.ts';
import { readLanguage } from '../ui/answer-page.ts';
import { BomQuery } from './bom.ts';

named('Editor', EditorRow);
named('Act', AuditEntry);
const tag = 'editors';
const params = { id: uuidParam };

const ExportQuery = z.strictObject({
  ...AuditQuery.omit({ limit: true, cursor: true }).shape,
  ...BomQuery.shape,
  format: z.enum(['csv', 'ndjson']).default('csv').meta({
    description: 'Rows under a header, or an object on each line.',
  }),
});

export const editorOperations = [
  operation({
    method: 'get',
    path: '/api/editors',
    summary: 'List the editors',
    tag,
    scope: 'admin',
    query: PageQuery,
    answers: { 200: page('Who may sign in to the console, the newest first.', EditorRow) },
    handle: async ({ deps, query }) => ({ status: 200, body: await listEditors(deps.db, query) }),
  }),
  operation({
    method: 'post',
    path: '/api/editors',
    summary: 'Invite an editor',
    description:
      'A mail tells them the way to the sign-in page; there is no password. Roles: `owner` may everything, `sender` reads, writes and sends, `writer` reads and writes, `viewer` reads, without the readers.',
    tag,
    scope: 'admin',
    body: jsonBody(named('EditorInput', EditorInput)),
    answers: { 201: json('The editor.', EditorRow) },
    errors: ['conflict'],
    handle: async ({ deps, body, keyId, c }) => {
      const by = { id: keyId, language: readLanguage(c) };
      return { status: 201, body: await inviteEditor(emailDeps(deps), body, by) };
    },
  }),
  operation({
    method: 'patch',
    path: '/api/editors/:id',
    summary: 'Change an editor’s name or role',
    description: 'The last owner stays an owner.',
    tag,
    scope: 'admin',
    params,
    body: jsonBody(named('EditorChange', EditorChange)),
    answers: { 200: json('The editor.', EditorRow) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, body }) => ({
      status: 200,
      body: await changeEditor(deps.db, id, body),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/editors/:id',
    summary: 'Remove an editor',
    description:
      'Ends their sessions, and forgets their name and address; what they did keeps their id. The last owner cannot be removed.',
    tag,
    scope: 'admin',
    params,
    answers: { 204: nothing('The editor is gone.') },
    errors: ['conflict'],
    handle: async ({ deps, params: { id } }) => {
      await removeEditor(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'get',
    path: '/api/audit',
    summary: 'List what editors and keys have changed',
    description: 'Kept for `AUDIT_DAYS`.',
    tag,
    scope: 'admin',
    query: AuditQuery,
    answers: { 200: page('Acts, the newest first.', AuditEntry) },
    handle: async ({ deps, query }) => ({
      status: 200,
      body: await listActs(deps.db, query, deps.env.TIMEZONE),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/audit/export',
    summary: 'Export the audit log as CSV or NDJSON',
    tag,
    scope: 'admin',
    query: ExportQuery,
    answers: {
      200: text('Every act that the query lets through, the newest first.', [
        'text/csv',
        'application/x-ndjson',
      ]),
    },
    handle: async ({ deps, query: { format, bom, ...filter }, c }) => {
      const pages = readActs(deps.patient('export'), filter, deps.env.TIMEZONE);
      const lines = format === 'csv' ? writeTable(pages) : writeLines(pages);
      const headers = { 'content-disposition': `attachment; filename="audit.${format}"` };
      const body = await streamText(c, format === 'csv' && bom ? markUtf8(lines) : lines);
      const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      return { status: 200, type, body, headers };
    },
  }),
];

const columns = AuditEntry.keyof().options;

async function* writeTable(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield writeCsvRow(columns);
  for await (const rows of pages) {
    yield rows.map((row) => writeCsvRow(columns.map((name) => row[name] ?? ''))).join('');
  }
}

async function* writeLines(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
