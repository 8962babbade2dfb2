// A working copy is begun, read, saved and thrown away.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { DigestId } from '../../base/ids.ts';
import { Language } from '../../base/language.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { contentHash } from '../../digest/identity.ts';
import { blankFields } from './blank.ts';
import { Fields } from './fields.ts';
import { markdownToFields } from './markdown.ts';
import { parseFields } from './parse.ts';
import { lockCopy, removeCopy, selectCopies, selectCopy, upsertCopy } from './queries.ts';
import { readText } from './read-text.ts';
import { fieldsOf, Unplaced, viewCopy, type WorkingCopyView } from './view.ts';

const BasedOn = z.int32().min(1).nullable().meta({
  description: 'The newest revision that you have seen; null if there is none yet',
});

export const SaveInput = z.discriminatedUnion('face', [
  z.strictObject({
    face: z.literal('fields'),
    fields: Fields,
    basedOn: BasedOn,
    unplaced: z.array(Unplaced).max(5000).exactOptional().meta({
      description: 'Default: as they are',
    }),
  }),
  z.strictObject({
    face: z.literal('markdown'),
    markdown: z.string().max(1_000_000),
    basedOn: BasedOn,
  }),
]);
export type SaveInput = z.infer<typeof SaveInput>;

export const StartInput = z.strictObject({
  language: Language.exactOptional().meta({ description: 'Default: ja' }),
  text: z.string().max(500_000).exactOptional().meta({
    description: 'The text of a digest page, or Markdown: its fields are filled with it',
  }),
  copyOf: z.uuid().exactOptional().meta({
    description: 'A digest whose content to begin with, without its day',
  }),
});
export type StartInput = z.infer<typeof StartInput>;

/** Begins a digest that is not one yet. Repeated with the same id it gives what is there. */
export async function startCopy(
  db: Database,
  id: DigestId,
  input: StartInput,
  by: string,
): Promise<WorkingCopyView> {
  const begun = await beginWith(db, input);
  await db.transaction(async (tx) => {
    await lockCopy(tx, id);
    const stored = await selectCopy(tx, id);
    if (stored.row !== null || stored.digest !== null) return;
    await upsertCopy(tx, {
      ...begun,
      id,
      digestId: null,
      basedOn: null,
      markdown: null,
      face: 'fields',
      changedAt: new Date(),
      isWhole: parseFields(begun.fields).kind === 'ok',
      savedBy: by,
    });
  });
  return readCopy(db, id);
}

async function beginWith(db: Queryable, { language, text, copyOf }: StartInput) {
  if (copyOf !== undefined) {
    const { fields } = await readCopy(db, copyOf);
    return { fields: { ...fields, publishedOn: '' }, unplaced: [] };
  }
  if (text !== undefined) return readText(text);
  return { fields: blankFields(language ?? 'ja'), unplaced: [] };
}

/** As it is typed; of a digest that nobody types, its newest revision. Throws `not_found`. */
export async function readCopy(db: Queryable, id: string): Promise<WorkingCopyView> {
  return viewCopy(id, await selectCopy(db, id)) ?? noCopy();
}

/**
 * Saves what was typed on one face; what the other says follows, and stays byte for byte where nothing
 * changed. Throws `precondition_failed` over a version, or a revision, that the caller has not seen.
 */
export async function saveCopy(
  db: Database,
  id: string,
  input: SaveInput,
  isExpected: (version: number) => boolean,
  by: string,
): Promise<WorkingCopyView> {
  await db.transaction(async (tx) => {
    await lockCopy(tx, id);
    const stored = await selectCopy(tx, id);
    const { row, digest } = stored;
    const present = viewCopy(id, stored) ?? noCopy();
    if (!isExpected(present.version)) throw changedMeanwhile(present);
    // A revision that was made of this very copy is no news to who typed it.
    const seen = Math.max(input.basedOn ?? 0, row?.basedOn ?? 0);
    if (seen !== (digest?.revision ?? 0)) throw revisedMeanwhile(present);
    const typed = takeFace(input, present);
    const parsed = parseFields(typed.fields);
    const isSame =
      digest !== null &&
      parsed.kind === 'ok' &&
      (await contentHash(parsed.digest)) === (await hashOf(digest.content));
    await upsertCopy(tx, {
      ...typed,
      id,
      digestId: digest === null ? null : id,
      basedOn: digest?.revision ?? null,
      changedAt: isSame ? null : (row?.changedAt ?? new Date()),
      isWhole: parsed.kind === 'ok',
      savedBy: by,
    });
  });
  return readCopy(db, id);
}

async function hashOf(content: unknown): Promise<string | null> {
  const parsed = parseFields(fieldsOf(content));
  return parsed.kind === 'ok' ? contentHash(parsed.digest) : null;
}

function takeFace(input: SaveInput, present: WorkingCopyView) {
  const { face } = input;
  if (input.face === 'fields') {
    const { fields, unplaced = present.unplaced } = input;
    const isSame = JSON.stringify(fields) === JSON.stringify(Fields.parse(present.fields));
    return { face, fields, unplaced, markdown: isSame ? present.markdown : null };
  }
  const { markdown } = input;
  if (markdown === present.markdown) {
    return { face, fields: present.fields, unplaced: present.unplaced, markdown };
  }
  return { face, ...markdownToFields(markdown), markdown };
}

/** Back to the newest revision; without one, all of it is gone. */
export async function discardCopy(
  db: Database,
  id: string,
  isExpected: (version: number) => boolean,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockCopy(tx, id);
    const present = viewCopy(id, await selectCopy(tx, id)) ?? noCopy();
    if (!isExpected(present.version)) throw changedMeanwhile(present);
    await removeCopy(tx, id);
  });
}

export const WorkingCopySummary = z.strictObject({
  id: z.uuid(),
  headline: z.string(),
  language: z.string(),
  revision: z.int().nullable().meta({ description: 'Of the digest; null: it is none yet' }),
  changedAt: z.iso.datetime().nullable(),
  savedAt: z.iso.datetime(),
});
export type WorkingCopySummary = z.infer<typeof WorkingCopySummary>;

const copyCursor = defineCursor('working copies', z.uuid());

/** Newest first. */
export async function listCopies(
  db: Queryable,
  page: PageQuery,
): Promise<Page<WorkingCopySummary>> {
  const rows = await selectCopies(db, copyCursor.decode(page.cursor), page.limit + 1);
  return copyCursor.page(
    rows,
    page.limit,
    (row) => row.id,
    ({ updatedAt, changedAt, ...row }) => ({
      ...row,
      changedAt: changedAt?.toISOString() ?? null,
      savedAt: updatedAt.toISOString(),
    }),
  );
}

function changedMeanwhile({ version }: WorkingCopyView): AppError {
  return new AppError('precondition_failed', `The working copy is at version ${version} now.`);
}

function revisedMeanwhile({ revision }: WorkingCopyView): AppError {
  const detail = `The digest is at revision ${revision} now: read it, then save with "basedOn": ${revision}.`;
  return new AppError('precondition_failed', detail);
}

function noCopy(): never {
  throw new AppError('not_found', 'There is no digest with this id.');
}
