// What an import is asked for, and what it says of itself.

import * as z from 'zod';
import { parseJson } from '../../../base/json.ts';
import { ConsentWording, SubscriptionStatus } from '../../fields.ts';
import { FileLayout } from './formats.ts';

const ColumnMap = z.record(z.string().max(500), z.string().max(64));

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
        'JSON object from a column of the CSV to one of ours or an attribute; empty leaves it out.',
      examples: ['{"Mail":"email","Remarks":""}'],
    }),
  dryRun: z.stringbool().default(false).meta({
    description:
      'Counts and reports, and changes nothing. An address that occurs twice in a file counts twice.',
  }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

function readMap(text: string, context: z.RefinementCtx): Record<string, string> {
  const parsed = ColumnMap.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'Must be a JSON object of texts' });
  return z.NEVER;
}

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
  layout: FileLayout.default({ format: 'own', slots: [], statusWords: {} }),
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
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof ImportView>;
