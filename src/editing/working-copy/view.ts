// What is told of a working copy.

import * as z from 'zod';
import { parseDigest } from '../../digest/schema.ts';
import { Fields } from './fields.ts';
import { fieldsToMarkdown, withPlaces } from './markdown.ts';
import { parseFields } from './parse.ts';
import type { CopyRow } from './queries.ts';
import { toFields } from './to-fields.ts';

export const Unplaced = z.strictObject({
  line: z.int(),
  text: z.string(),
  message: z.string(),
});
export type Unplaced = z.infer<typeof Unplaced>;

const Face = z.enum(['fields', 'markdown']);

export const WorkingCopyView = z.strictObject({
  id: z.uuid(),
  version: z.int().min(0).meta({ description: 'Its entity tag; 0: it was never saved' }),
  basedOn: z.int().nullable().meta({
    description: 'The revision it was begun from, or that was last made of it',
  }),
  revision: z.int().nullable().meta({
    description: 'The newest revision of the digest; null: there is none yet',
  }),
  isBehind: z.boolean().meta({
    description:
      'The digest was revised beside it. Nothing is made of it until it was saved with `basedOn` at the newest revision.',
  }),
  changedAt: z.iso.datetime().nullable().meta({
    description: 'Since when it says something that no revision says',
  }),
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable().meta({ description: 'Id of the key or the editor' }),
  face: Face.meta({ description: 'On which it was last typed' }),
  fields: Fields,
  markdown: z.string().meta({ description: 'The same as Markdown' }),
  unplaced: z.array(Unplaced).meta({
    description: 'Lines of a paste, or of the Markdown, that no field took as they stand',
  }),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).meta({
    description: 'Why it is no digest yet, by field; empty if it is one',
  }),
});
export type WorkingCopyView = z.infer<typeof WorkingCopyView>;

interface Stored {
  row: CopyRow | null;
  digest: { revision: number; content: unknown } | null;
}

/** Null if there is neither a copy nor a digest. */
export function viewCopy(id: string, { row, digest }: Stored): WorkingCopyView | null {
  if (row === null && digest === null) return null;
  const revision = digest?.revision ?? null;
  const isOld = row !== null && row.basedOn !== revision;
  const typed = row !== null && (row.changedAt !== null || !isOld) ? row : null;
  const fields = typed === null ? fieldsOf(digest?.content) : readFields(typed.fields);
  const parsed = parseFields(fields);
  return {
    id,
    version: row?.version ?? 0,
    basedOn: typed?.basedOn ?? (typed === null ? revision : null),
    revision,
    isBehind: isOld && typed !== null,
    changedAt: typed?.changedAt?.toISOString() ?? null,
    savedAt: row?.updatedAt.toISOString() ?? null,
    savedBy: row?.savedBy ?? null,
    face: row?.face ?? 'fields',
    fields,
    markdown: typed?.markdown ?? fieldsToMarkdown(fields),
    unplaced: typed === null ? [] : z.array(Unplaced).parse(typed.unplaced),
    errors: parsed.kind === 'ok' ? [] : parsed.errors,
  };
}

/** What was stored was parsed before; a newer version adds what an older one did not know. */
function readFields(stored: unknown): Fields {
  return toFields(stored);
}

/** Of a stored digest, whatever its version. */
export function fieldsOf(content: unknown): Fields {
  const parsed = parseDigest(content);
  return withPlaces(toFields(parsed.kind === 'ok' ? parsed.digest : content));
}
