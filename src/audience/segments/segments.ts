// Saved segments: made, read, changed and removed by editors, and found again by a send.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError, type FieldError } from '../../base/errors.ts';
import { newId, type SegmentId } from '../../base/ids.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { selectListsBySlug } from '../lists/queries.ts';
import {
  deleteSegmentById,
  insertSegment,
  isNameTaken,
  type SegmentRow,
  selectKnownDigests,
  selectSegment,
  selectSegments,
  updateSegment,
} from './queries.ts';
import {
  type FrozenSegment,
  type SegmentInput,
  type SegmentPatch,
  type SegmentRule,
  SegmentRule as SegmentRuleSchema,
  type SegmentView,
  walkRule,
} from './schema.ts';

const segmentCursor = defineCursor('segments', z.uuid());

/** AppError `conflict` if the name is taken, `invalid` for lists and digests that do not exist. */
export async function createSegment(
  db: Database,
  input: SegmentInput,
  id: SegmentId = newId<SegmentId>(),
): Promise<SegmentView> {
  await requireKnown(db, input.rule, 'rule');
  const row = await insertSegment(db, id, input);
  if (!row) throw nameTaken(input.name);
  return viewSegment(row);
}

/** In order of creation. */
export async function readSegments(db: Database, query: PageQuery): Promise<Page<SegmentView>> {
  const after = segmentCursor.decode(query.cursor);
  const rows = await selectSegments(db, after, query.limit + 1);
  return segmentCursor.page(rows, query.limit, (row) => row.id, viewSegment);
}

/** AppError `not_found`. */
export async function readSegment(db: Database, id: string): Promise<SegmentView> {
  return viewSegment((await selectSegment(db, id)) ?? noSegment());
}

/** Sends that were created before keep the rule they were created with. */
export async function changeSegment(
  db: Database,
  id: string,
  patch: SegmentPatch,
): Promise<SegmentView> {
  if (patch.rule) await requireKnown(db, patch.rule, 'rule');
  if (patch.name !== undefined && (await isNameTaken(db, patch.name, id))) {
    throw nameTaken(patch.name);
  }
  return viewSegment((await updateSegment(db, id, patch)) ?? noSegment());
}

export async function deleteSegment(db: Database, id: string): Promise<void> {
  if (!(await deleteSegmentById(db, id))) noSegment();
}

/** What a send takes: the id of a saved segment, or a rule of its own. */
export const SegmentChoice = z.union([z.uuid(), SegmentRuleSchema]);
export type SegmentChoice = z.infer<typeof SegmentChoice>;

/** The rule as a send keeps it; AppError `invalid` naming the field `segment`. */
export async function freezeSegment(db: Queryable, choice: SegmentChoice): Promise<FrozenSegment> {
  if (typeof choice !== 'string') {
    await requireKnown(db, choice, 'segment');
    return { id: null, name: null, rule: choice };
  }
  const row = await selectSegment(db, choice.toLowerCase());
  if (row) return { id: row.id, name: row.name, rule: trustRule(row.rule) };
  const message = 'There is no segment with this id. GET /api/segments names them.';
  throw new AppError('invalid', message, { errors: [{ path: 'segment', message }] });
}

/** A misspelt list or digest would silently let nobody pass, or everybody. */
async function requireKnown(db: Queryable, rule: SegmentRule, path: string): Promise<void> {
  const parts = [...walkRule(rule)];
  const slugs = parts.flatMap((part) => (part.kind === 'subscription' ? part.list : []));
  const digestIds = parts.flatMap((part) => (part.kind === 'received' ? part.digestId : []));
  const lists = (await selectListsBySlug(db, slugs)).map((list) => list.slug);
  const digests = await selectKnownDigests(db, digestIds);
  const errors: FieldError[] = [
    ...slugs
      .filter((slug) => !lists.includes(slug))
      .map((slug) => ({ path, message: `There is no list “${slug}”` })),
    ...digestIds
      .filter((id) => !digests.includes(id.toLowerCase()))
      .map((id) => ({ path, message: `There is no digest ${id}` })),
  ];
  const [first] = errors;
  if (first) throw new AppError('invalid', `${first.path}: ${first.message}.`, { errors });
}

function viewSegment(row: SegmentRow): SegmentView {
  return {
    id: row.id,
    name: row.name,
    rule: trustRule(row.rule),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Only parsed rules are written, and the schema only grows. */
function trustRule(stored: unknown): SegmentRule {
  return stored as SegmentRule;
}

function nameTaken(name: string): AppError {
  return new AppError('conflict', `There is a segment with the name ${name} already.`);
}

function noSegment(): never {
  throw new AppError('not_found', 'There is no segment with this id.');
}
