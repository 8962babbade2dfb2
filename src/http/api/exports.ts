// People, consent records and suppressions taken out by the file, whole or in parts.

import * as z from 'zod';
import { exportConsents } from '../../audience/transfer/consents.ts';
import { exportSubscribers } from '../../audience/transfer/export.ts';
import type { ExportPart } from '../../audience/transfer/export-parts.ts';
import { exportSuppressions } from '../../audience/transfer/suppression-export.ts';
import type { AppContext } from '../context.ts';
import { text } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';
import { markUtf8, streamText } from '../endpoint/stream.ts';
import { BomQuery } from './bom.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

const ExportQuery = z.strictObject({
  ...BomQuery.shape,
  format: z
    .enum(['csv', 'ndjson'])
    .exactOptional()
    .meta({ description: 'Takes precedence over the Accept header.' }),
  list: z.string().max(100).exactOptional().meta({ description: 'Only subscribers of this list.' }),
  limit: z.coerce.number().int().min(1).max(1_000_000).exactOptional().meta({
    description:
      'Ends after so many rows (of a list fewer, perhaps none) and says in `next-cursor` where the next part begins. Without it, everything comes at once.',
  }),
  after: z.string().max(12_000).exactOptional().meta({
    description:
      'The `next-cursor` of the part before, with the same format and list. Repeat a part whose download broke off; the parts in order are the whole file.',
  }),
});
const WholeQuery = ExportQuery.omit({ list: true });
type WholeQuery = z.infer<typeof WholeQuery>;

const cursorHeader = { 'next-cursor': 'Where the next part begins; not there after the last.' };

const tag = 'subscribers';

export const exportOperations = [
  operation({
    method: 'get',
    path: '/api/subscribers/export',
    summary: 'Export the subscribers as CSV or NDJSON',
    description:
      'Streamed; it can be imported again unchanged. CSV cells are safe in a spreadsheet; of more attributes than 200 columns hold, the rest is a JSON object in the last one. Fetch a large file in parts (`limit`, `after`): a broken connection then costs one part.',
    tag,
    scope: 'read',
    showsReaders: true,
    query: ExportQuery,
    answers: {
      200: text('Everyone, oldest first.', Object.values(mediaTypes).map(plain), cursorHeader),
    },
    errors: ['not_found'],
    handle: async ({ deps, query, c }) => {
      const range = { ...query, format: chooseFormat(query, c) };
      return answerPart(
        c,
        await exportSubscribers(deps.patient('export'), range),
        range,
        'subscribers',
      );
    },
  }),
  operation({
    method: 'get',
    path: '/api/consents/export',
    summary: 'Export the consent records as CSV or NDJSON',
    description:
      'The proof of each subscription and unsubscription: when, by which method, with which wording, under which version of the privacy notice. Streamed, whole or in parts.',
    tag,
    scope: 'read',
    showsReaders: true,
    query: ExportQuery,
    answers: {
      200: text('Every record, oldest first.', Object.values(mediaTypes).map(plain), cursorHeader),
    },
    handle: async ({ deps, query, c }) => {
      const range = { ...query, format: chooseFormat(query, c) };
      return answerPart(c, await exportConsents(deps.patient('export'), range), range, 'consents');
    },
  }),
  operation({
    method: 'get',
    path: '/api/suppressions/export',
    summary: 'Export the suppressions as CSV or NDJSON',
    description:
      'Import them first where people are to be moved. Of who was erased there is a keyed hash, with the name of its key: it works only where the same key is the last of `SIGNING_KEYS`. Streamed, whole or in parts.',
    tag: 'suppressions',
    scope: 'read',
    showsReaders: true,
    query: WholeQuery,
    answers: {
      200: text(
        'Every suppression, oldest first.',
        Object.values(mediaTypes).map(plain),
        cursorHeader,
      ),
    },
    handle: async ({ deps, query, c }) => {
      const range = { ...query, format: chooseFormat(query, c) };
      const { tokens } = deps;
      const part = await exportSuppressions({ db: deps.patient('export'), tokens }, range);
      return answerPart(c, part, range, 'suppressions');
    },
  }),
];

function chooseFormat({ format }: WholeQuery, c: AppContext): keyof typeof mediaTypes {
  const wantsLines = c.req.header('accept')?.includes('application/x-ndjson') ?? false;
  return format ?? (wantsLines ? 'ndjson' : 'csv');
}

async function answerPart(
  c: AppContext,
  { pieces, nextCursor }: ExportPart,
  { format, bom, after }: WholeQuery & { format: keyof typeof mediaTypes },
  name: string,
) {
  const headers = {
    'content-disposition': `attachment; filename="${name}.${format}"`,
    ...(nextCursor === null ? {} : { 'next-cursor': nextCursor }),
  };
  const isMarked = format === 'csv' && bom && after === undefined;
  const body = await streamText(c, isMarked ? markUtf8(pieces) : pieces);
  return { status: 200, type: mediaTypes[format], body, headers } as const;
}

/** Without its parameters. */
function plain(mediaType: string): string {
  return mediaType.split(';')[0] ?? mediaType;
}
