// The audit log: one row for each act that changed something.

import * as z from 'zod';
import { defineCursor, type Page, PageQuery } from '../../base/cursor.ts';
import { newId } from '../../base/ids.ts';
import type { Step } from '../../base/step.ts';
import type { Database, Queryable } from '../../db/client.ts';
import type { Caller } from '../caller.ts';
import {
  type AuditEntry,
  type AuditFilter,
  deleteOldEntries,
  insertEntry,
  selectEntries,
} from './audit-queries.ts';

export interface Act {
  /** Who; of somebody without an account, the approval that their link belongs to. */
  by: Pick<Caller, 'kind' | 'id'> | { kind: 'link'; id: string };
  /** The operation's name in the API's document, whichever door it came by. */
  action: string;
  /** A path of the API. Holds ids and no addresses. */
  target: string;
  network: string | null;
  browser: string;
}

export async function writeAct(db: Queryable, { by, ...act }: Act, now: Date): Promise<void> {
  await insertEntry(db, {
    id: newId(now),
    actorKind: by.kind,
    actorId: by.id,
    ...act,
    browser: act.browser || null,
  });
}

export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  actor: z.uuid().exactOptional().meta({ description: 'Acts of this editor or key.' }),
  action: z.string().max(100).exactOptional().meta({
    description: 'Acts of this kind: the `operationId` of a call, such as `postSends`.',
  }),
  target: z.string().max(300).exactOptional().meta({
    description: 'Acts on this, such as `/api/digests/{id}`.',
  }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const auditCursor = defineCursor('audit', z.uuid());

export async function listActs(db: Queryable, query: AuditQuery): Promise<Page<AuditEntry>> {
  const rows = await selectEntries(db, query, auditCursor.decode(query.cursor), query.limit + 1);
  return auditCursor.page(
    rows,
    query.limit,
    ({ id }) => id,
    (row) => row,
  );
}

const exportPage = 1000;

/** Everything, page by page, the newest first. */
export async function* readActs(db: Queryable, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let before: string | null = null;
  for (;;) {
    const rows: AuditEntry[] = await selectEntries(db, filter, before, exportPage);
    yield rows;
    if (rows.length < exportPage) return;
    before = rows.at(-1)?.id ?? null;
  }
}

/** Each minute, or late, or twice at once. */
export function auditSteps(db: Database, days: number, now: Date): Step[] {
  const oldest = newId(new Date(now.getTime() - days * 86_400_000));
  return [{ name: 'delete old acts', run: () => deleteOldEntries(db, oldest) }];
}
