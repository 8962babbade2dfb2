// What an import is asked for, and what it says of itself.

import * as z from 'zod';
import { ConsentWording, SubscriptionStatus } from '../fields.ts';

/** How the rows of a file are to be understood where they do not say so themselves. */
export const ImportQuery = z.strictObject({
  lists: z.string().max(5000).exactOptional().meta({
    description: 'Slugs with commas between them, for rows without lists of their own.',
  }),
  status: SubscriptionStatus.default('pending').meta({
    description: 'For rows without a status of their own. pending sends no letter.',
  }),
  consent: ConsentWording.exactOptional().meta({
    description: 'How consent was obtained; required for confirmed.',
  }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

export type ImportFormat = 'csv' | 'ndjson';

/** What is stored with an import; written and read only by this room. */
export interface ImportOptions {
  format: ImportFormat;
  /** Null: a row without lists goes to the default list, unless the file has lists of its own. */
  lists: string[] | null;
  status: SubscriptionStatus;
  consent: string | null;
  /** CSV: the names in the header, by column. */
  columns: string[];
}

export const ImportView = z.strictObject({
  id: z.uuid(),
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
