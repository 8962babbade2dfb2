// Subscribers and suppressions moved in by the file.

import { writeRejectedCsv } from '../../audience/transfer/import/report.ts';
import { ImportQuery, ImportView } from '../../audience/transfer/import/schema.ts';
import { readImport, startImport } from '../../audience/transfer/import/upload.ts';
import {
  importSuppressions,
  SuppressionImport,
} from '../../audience/transfer/suppression-import.ts';
import { enqueueImport } from '../../jobs/enqueue.ts';
import { json, text } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { markUtf8, streamText } from '../endpoint/stream.ts';
import { BomQuery } from './bom.ts';
import { fileBody } from './file-body.ts';

named('Import', ImportView);
named('SuppressionImport', SuppressionImport);

const tag = 'subscribers';
const params = { id: uuidParam };
const MiB = 1024 ** 2;
const GiB = 1024 * MiB;

export const importOperations = [
  operation({
    method: 'post',
    path: '/api/subscribers/import',
    summary: 'Import subscribers from CSV or NDJSON',
    description:
      'Columns: `email` (required), `name`, `status`, `lists` (slugs with `|` between them, `digest:weekly` or `:monthly` for who gets it less often), `language`, `timezone`, `suppressed` (why nothing is mailed: bounce, complaint, manual, provider), `pausedUntil`; any other column is an attribute, unless it looks like a state: then it is read in its usual words, English and Japanese, and a word that is not understood is a 422 before anything is written, with the `map` that answers it. Files of other services are recognised by their headers, UTF-8, UTF-16, Shift_JIS, EUC-JP and ISO-2022-JP by their bytes. The answer says what was done with each column. People who unsubscribed, complained or bounced are not added back this way. The upload is streamed; rows are imported afterwards. A client that sends nothing but JSON puts the file into `text`, up to 8 MiB.',
    tag,
    scope: 'write',
    query: ImportQuery,
    body: fileBody(GiB),
    // An upload may take its time.
    idempotent: { staleAfterSeconds: 900 },
    answers: {
      202: json('The import, as it starts.', ImportView, {
        location: 'The URL of the new object.',
      }),
    },
    handle: async ({ deps, query, body }) => {
      const started = await startImport(deps.db, body.format, query, body.stream);
      await enqueueImport(deps, started.id);
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
    answers: { 200: json('The import, with current counts.', ImportView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readImport(deps.db, id),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/imports/:id/rejected.csv',
    summary: 'Read the rejected rows of an import',
    tag,
    scope: 'read',
    showsReaders: true,
    params,
    query: BomQuery,
    answers: { 200: text('Row number, address and reason.', ['text/csv']) },
    handle: async ({ deps, params: { id }, query: { bom }, c }) => {
      await readImport(deps.db, id);
      const headers = { 'content-disposition': `attachment; filename="rejected-${id}.csv"` };
      const pieces = writeRejectedCsv(deps.patient('export'), id);
      const body = await streamText(c, bom ? markUtf8(pieces) : pieces);
      return { status: 200, type: 'text/csv; charset=utf-8', body, headers };
    },
  }),
  operation({
    method: 'post',
    path: '/api/suppressions/import',
    summary: 'Import suppressions from CSV or NDJSON',
    description:
      'Columns: `email`, or `hash` (of who was erased) with `key`; `reason`, `detail`, `source`, `createdAt`. An address without a reason is an editor’s. All of a file is taken in at once; an address that is known keeps the more serious reason. Hashes are refused, and with them the file, unless their key makes the hashes here (409).',
    tag: 'suppressions',
    scope: 'write',
    body: fileBody(16 * MiB),
    idempotent: { staleAfterSeconds: 900 },
    answers: { 200: json('What became of the rows.', SuppressionImport) },
    errors: ['conflict'],
    handle: async ({ deps, body }) => {
      return { status: 200, body: await importSuppressions(deps, body.format, body.stream) };
    },
  }),
];
