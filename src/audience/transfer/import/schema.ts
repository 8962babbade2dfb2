// What an import is asked for, and what it says of itself.

import * as z from 'zod';
import { parseJson } from '../../../base/json.ts';
import { FileEncoding } from '../../../base/text-encoding.ts';
import { ConsentWording, SubscriptionStatus } from '../../fields.ts';
import { FileLayout } from './columns/layout.ts';
import { Standing } from './columns/states.ts';

const ColumnMap = z.record(
  z.string().max(500),
  z.union([z.string().max(64), z.record(z.string().max(500), Standing)]),
);
type ColumnMap = z.infer<typeof ColumnMap>;

/** How the rows of a file are to be understood where they do not say so themselves. */
export const ImportQuery = z.strictObject({
  lists: z.string().max(5000).exactOptional().meta({
    description: 'Slugs with commas between them, for rows without lists of their own.',
  }),
  status: SubscriptionStatus.default('pending').meta({
    description:
      'For rows without a status of their own. An imported pending subscription gets no confirmation email.',
  }),
  consent: ConsentWording.exactOptional().meta({
    description: 'How consent was obtained; required for confirmed.',
  }),
  map: z
    .string()
    .max(20_000)
    .transform(readMap)
    .exactOptional()
    .meta({
      description:
        'JSON object from a column (a key of NDJSON) to one of ours or an attribute; empty leaves it out. For a column of states an object says what its words mean: confirmed, pending, unsubscribed, or empty for what `status` says; `*` is every other word.',
      examples: ['{"Contact":"email","Remarks":"","Club":{"in":"confirmed","out":"unsubscribed"}}'],
    }),
  encoding: FileEncoding.exactOptional().meta({
    description: 'Only where the file cannot be recognised by its bytes.',
  }),
  dryRun: z.stringbool().default(false).meta({
    description:
      'Counts and reports, and changes nothing. An address that occurs twice in a file counts twice.',
  }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

function readMap(text: string, context: z.RefinementCtx): ColumnMap {
  const parsed = ColumnMap.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: mapShape });
  return z.NEVER;
}

const mapShape =
  'Must be a JSON object: column → field, attribute, "" or {"word": "confirmed" | "pending" | "unsubscribed" | ""}';

/** What was done with a column of the file. */
export const ColumnReport = z.strictObject({
  column: z.string(),
  as: z.string().meta({
    description:
      'email, name, firstName, lastName, lists, language, timezone, status, attribute, attributes (a JSON object), or nothing',
  }),
  words: z
    .array(z.strictObject({ word: z.string(), rows: z.int(), status: SubscriptionStatus }))
    .exactOptional()
    .meta({ description: 'Of a column of states: its words and what they were taken for.' }),
});
export type ColumnReport = z.infer<typeof ColumnReport>;

const ImportFormat = z.enum(['csv', 'ndjson']);
export type ImportFormat = z.infer<typeof ImportFormat>;

/**
 * What is stored with an import. Those of before files were recognised say nothing of a trial or of
 * columns; what a later version stores besides is passed over.
 */
export const ImportOptions = z.object({
  format: ImportFormat,
  /** Null: a row without lists goes to the default list, unless the file has lists of its own. */
  lists: z.array(z.string()).nullable(),
  status: SubscriptionStatus,
  consent: z.string().nullable(),
  dryRun: z.boolean().default(false),
  /** CSV: what its columns are. */
  layout: FileLayout.prefault({ format: 'own', slots: [] }),
  /** What was done with each column, once the upload is whole. */
  columns: z.array(ColumnReport).default([]),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ImportView = z.strictObject({
  id: z.uuid(),
  dryRun: z.boolean(),
  format: z.string().nullable().meta({
    description: 'The format that was recognised: own, listmonk, Mailchimp, Ghost, …',
  }),
  status: z.enum(['uploading', 'running', 'done', 'failed']),
  processed: z.int().min(0),
  created: z.int().min(0),
  updated: z.int().min(0),
  rejected: z.int().min(0),
  states: z
    .strictObject({
      confirmed: z.int().min(0),
      pending: z.int().min(0),
      unsubscribed: z.int().min(0),
    })
    .meta({
      description:
        'Rows that were taken in, by what they ask for. Who is confirmed here stays so where a row says pending.',
    }),
  columns: z.array(ColumnReport).meta({
    description:
      'What was done with each column, or with the keys of NDJSON that are none of ours.',
  }),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof ImportView>;
