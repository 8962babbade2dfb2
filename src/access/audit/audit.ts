// The audit log: one row for each act that changed something.

import * as z from 'zod';
import { defineCursor, type Page, PageQuery } from '../../base/cursor.ts';
import { lowestId, newId } from '../../base/ids.ts';
import type { Step } from '../../base/step.ts';
import { dayAfter } from '../../base/time-zone.ts';
import { localMoment } from '../../base/wall-clock.ts';
import type { Database, Queryable } from '../../db/client.ts';
import type { Caller } from '../caller.ts';
import {
  type AuditEntry,
  type AuditFilter,
  deleteOldEntries,
  type IdRange,
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
    // The same moment as the id's: a day that is asked for by ids shows no neighbour's times.
    createdAt: now,
  });
}

/** Years that clocks and ids can hold. */
export const AuditDay = z.iso
  .date()
  .refine((day) => day >= '2000-01-01' && day <= '2999-12-31', 'Must be a day of 2000 to 2999');

export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  actor: z.uuid().exactOptional().meta({ description: 'Acts of this editor or key.' }),
  action: z.string().max(100).exactOptional().meta({
    description: 'Acts of this kind: the `operationId` of a call, such as `postSends`.',
  }),
  target: z.string().max(300).exactOptional().meta({
    description: 'Acts on this, such as `/api/digests/{id}`.',
  }),
  from: AuditDay.exactOptional().meta({
    description: 'Acts of this day and later ones; days are those of `TIMEZONE` of the worker.',
  }),
  to: AuditDay.exactOptional().meta({ description: 'Acts of this day and earlier ones.' }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const auditCursor = defineCursor('audit', z.uuid());

/** What is asked for; days are those of a zone. */
type DatedFilter = AuditFilter & Pick<AuditQuery, 'from' | 'to'>;

/** The newest first. `zone`: of the query's days. */
export async function listActs(
  db: Queryable,
  query: AuditQuery,
  zone: string,
): Promise<Page<AuditEntry>> {
  const range = endBefore(rangeOf(query, zone), auditCursor.decode(query.cursor));
  const rows = await selectEntries(db, query, range, query.limit + 1);
  return auditCursor.page(
    rows,
    query.limit,
    ({ id }) => id,
    (row) => row,
  );
}

const exportPage = 1000;

/** All that the filter lets through, page by page, the newest first. `zone`: of the filter's days. */
export async function* readActs(
  db: Queryable,
  filter: DatedFilter,
  zone: string,
): AsyncGenerator<AuditEntry[]> {
  let range = rangeOf(filter, zone);
  for (;;) {
    const rows: AuditEntry[] = await selectEntries(db, filter, range, exportPage);
    yield rows;
    if (rows.length < exportPage) return;
    range = endBefore(range, rows.at(-1)?.id ?? null);
  }
}

/** From the first moment of one day to the last of the other. */
function rangeOf({ from, to }: DatedFilter, zone: string): IdRange {
  const start = (day: string) => lowestId(localMoment(`${day}T00:00:00`, zone));
  return {
    first: from === undefined ? '00000000-0000-0000-0000-000000000000' : start(from),
    end: to === undefined ? 'ffffffff-ffff-ffff-ffff-ffffffffffff' : start(dayAfter(to)),
  };
}

/** Ids in lower case stand in the order of their bytes. */
function endBefore({ first, end }: IdRange, id: string | null): IdRange {
  return { first, end: id !== null && id < end ? id : end };
}

/** Each minute, or late, or twice at once. */
export function auditSteps(db: Database, days: number, now: Date): Step[] {
  const oldest = lowestId(new Date(now.getTime() - days * 86_400_000));
  return [{ name: 'delete old acts', run: () => deleteOldEntries(db, oldest) }];
}
