// Subscribers moved in and out by the file.

import * as z from 'zod';
import { exportConsents } from '../../audience/transfer/consents.ts';
import { exportSubscribers } from '../../audience/transfer/export.ts';
import { writeRejectedCsv } from '../../audience/transfer/import/report.ts';
import { ImportQuery, ImportView } from '../../audience/transfer/import/schema.ts';
import { readImport, startImport } from '../../audience/transfer/import/upload.ts';
import { ringImport } from '../../wiring.ts';
import type { AppContext } from '../context.ts';
import { json, text } from '../endpoint/answer.ts';
import { streamBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { streamText } from '../endpoint/stream.ts';

named('Import', ImportView);

const tag = 'subscribers';
const params = { id: uuidParam };
const GiB = 1024 ** 3;

const ExportQuery = z.strictObject({
  format: z.enum(['csv', 'ndjson']).exactOptional().meta({ description: 'Goes before Accept.' }),
  list: z.string().max(100).exactOptional().meta({ description: 'Only who is on this list.' }),
});

const mediaTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

function chooseFormat(asked: 'csv' | 'ndjson' | undefined, c: AppContext): 'csv' | 'ndjson' {
  const wantsLines = c.req.header('accept')?.includes('application/x-ndjson') ?? false;
  return asked ?? (wantsLines ? 'ndjson' : 'csv');
}

export const importOperations = [
  operation({
    method: 'post',
    path: '/api/subscribers/import',
    summary: 'Import subscribers from CSV or NDJSON',
    description:
      'Columns: `email` (required), `name`, `status`, `lists` (slugs with `|` between them, `digest:weekly` or `:monthly` for who gets it less often), `language`, `timezone`; any other column is an attribute. Files of listmonk, Mailchimp, Ghost, Buttondown, Substack and Kit are recognised by their headers, UTF-8, UTF-16, Shift_JIS and EUC-JP by their bytes. Nobody who left, complained or bounced comes back this way. The upload is streamed; rows are taken in afterwards.',
    tag,
    scope: 'write',
    query: ImportQuery,
    body: streamBody(['text/csv', 'application/x-ndjson'], GiB),
    // An upload may take its time.
    idempotent: { staleAfterSeconds: 900 },
    answers: { 202: json('The import, as it starts.', ImportView, { location: 'Where it is.' }) },
    handle: async ({ deps, query, body }) => {
      const format = body.type === 'text/csv' ? 'csv' : 'ndjson';
      const started = await startImport(deps.db, format, query, body.stream);
      await ringImport(deps, started.id);
      return { status: 202, body: started, headers: { location: `/api/imports/${started.id}` } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/imports/:id',
    summary: 'Read an import',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The import, counted now.', ImportView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readImport(deps.db, id),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/imports/:id/rejected.csv',
    summary: 'Read the rows an import did not take in',
    tag,
    scope: 'read',
    params,
    answers: { 200: text('Row number, address and reason.', ['text/csv']) },
    handle: async ({ deps, params: { id }, c }) => {
      await readImport(deps.db, id);
      const headers = { 'content-disposition': `attachment; filename="rejected-${id}.csv"` };
      const body = await streamText(c, writeRejectedCsv(deps.patient('export'), id));
      return { status: 200, type: 'text/csv; charset=utf-8', body, headers };
    },
  }),
  operation({
    method: 'get',
    path: '/api/subscribers/export',
    summary: 'Export the subscribers as CSV or NDJSON',
    description:
      'Streamed; an import takes it in unchanged. CSV cells are safe in a spreadsheet; of more attributes than 200 columns hold, the rest is a JSON object in the last one.',
    tag,
    scope: 'read',
    query: ExportQuery,
    answers: { 200: text('Everyone, oldest first.', ['text/csv', 'application/x-ndjson']) },
    errors: ['not_found'],
    handle: async ({ deps, query, c }) => {
      const format = chooseFormat(query.format, c);
      const body = await streamText(
        c,
        exportSubscribers(deps.patient('export'), format, query.list),
      );
      const headers = { 'content-disposition': `attachment; filename="subscribers.${format}"` };
      return { status: 200, type: mediaTypes[format], body, headers };
    },
  }),
  operation({
    method: 'get',
    path: '/api/consents/export',
    summary: 'Export the consent records as CSV or NDJSON',
    description:
      'The proof of each joining and leaving: when, by which door, with which words, under which version of the privacy notice. Streamed.',
    tag,
    scope: 'read',
    query: ExportQuery,
    answers: { 200: text('Every record, oldest first.', ['text/csv', 'application/x-ndjson']) },
    handle: async ({ deps, query, c }) => {
      const format = chooseFormat(query.format, c);
      const body = await streamText(c, exportConsents(deps.patient('export'), format, query.list));
      const headers = { 'content-disposition': `attachment; filename="consents.${format}"` };
      return { status: 200, type: mediaTypes[format], body, headers };
    },
  }),
];
