// Takes an import in, chunk by chunk, each in one transaction and therefore exactly once.

import type { Database } from '../../../db/client.ts';
import type { AudienceDeps } from '../../deps.ts';
import type { SubscriptionStatus } from '../../fields.ts';
import { type JudgedChunk, judgeChunk } from './chunk.ts';
import { hasErased } from './people-queries.ts';
import {
  type ChunkCounts,
  finishChunk,
  lockRunningImport,
  selectNextChunkNumber,
} from './queries.ts';
import type { ImportRow, Rejection } from './row.ts';
import { ImportOptions } from './schema.ts';
import { takeWave } from './take.ts';

interface ImportDeps extends Pick<AudienceDeps, 'db' | 'tokens'> {
  /** Reads the next chunk meanwhile; absent: `db`, which then needs a second connection for it. */
  ahead?: Database;
}

/** Chunks of one queue message: some seconds of work, well under a consumer's time. */
const chunksPerRun = 32;

/**
 * Works some chunks. `more`: enqueue again. `done`: there is nothing left, or another worker is at
 * it. Safe to call any number of times, by any number of workers. While the database writes one
 * chunk, the next is read and judged.
 */
export async function runImport(
  deps: ImportDeps,
  importId: string,
): Promise<{ kind: 'more' | 'done' }> {
  let ahead: Promise<JudgedChunk | null> = Promise.resolve(null);
  for (let count = 1; count <= chunksPerRun; count++) {
    const taken = await takeChunk(deps, importId, await ahead, count < chunksPerRun);
    ahead = taken.ahead;
    if (taken.kind === 'done') {
      await ahead;
      return { kind: 'done' };
    }
  }
  return { kind: 'more' };
}

/**
 * Takes in the next chunk: people, subscriptions, report and progress, or nothing of it. `judged`
 * may be that chunk already; `ahead` will be the one after it, if that is wanted.
 */
export async function takeChunk(
  deps: ImportDeps,
  importId: string,
  judged: JudgedChunk | null = null,
  wantsAhead = false,
): Promise<{ kind: 'more' | 'done'; ahead: Promise<JudgedChunk | null> }> {
  let ahead: Promise<JudgedChunk | null> = Promise.resolve(null);
  const kind = await deps.db.transaction(async (tx) => {
    const [entry, n, isHashed] = await Promise.all([
      lockRunningImport(tx, importId),
      selectNextChunkNumber(tx, importId),
      hasErased(tx),
    ]);
    if (!entry || n === null) return 'done' as const;
    const options = ImportOptions.parse(entry.options);
    const hashes = isHashed ? deps.tokens : null;
    const isThis = judged?.n === n && judged.isHashed === isHashed;
    const chunk = isThis ? judged : await judgeChunk(tx, importId, n, options, hashes);
    if (!chunk) return 'done' as const;

    const rejections = [...chunk.rejections];
    const counts = { processed: rejections.length, created: 0, updated: 0 };
    const states = { confirmed: 0, pending: 0, unsubscribed: 0 };
    const source = options.dryRun ? null : { importId, wording: options.consent };
    for (const [turn, wave] of chunk.waves.entries()) {
      const taking = takeWave(tx, source, wave);
      // Its statement is under way: from here on the database and we work side by side.
      if (turn === 0 && wantsAhead) {
        ahead = judgeChunk(deps.ahead ?? deps.db, importId, n + 1, options, hashes).catch(
          () => null,
        );
      }
      const taken = await taking;
      // In a dry run, nobody of the wave before is there to be met again.
      const isNew = turn === 0 || !options.dryRun;
      counts.processed += wave.rows.length;
      counts.created += isNew ? taken.created : 0;
      counts.updated += taken.updated + (isNew ? 0 : taken.created);
      countStates(states, wave.rows, taken.rejections);
      rejections.push(...taken.rejections);
    }
    const isLast = await finishChunk(
      tx,
      { importId, n, isLast: n + 1 >= entry.chunks },
      { ...counts, rejected: rejections.length, states },
      rejections,
    );
    return isLast ? ('done' as const) : ('more' as const);
  });
  return { kind, ahead };
}

/** Adds the rows that were taken in, each by the state of its lists that mails it most. */
function countStates(
  states: ChunkCounts['states'],
  rows: readonly ImportRow[],
  rejections: readonly Rejection[],
): void {
  const refused = new Set(rejections.map(({ row }) => row));
  for (const { row, lists } of rows) {
    if (lists.length === 0 || refused.has(row)) continue;
    const has = (status: SubscriptionStatus) => lists.some((list) => list.status === status);
    states[has('confirmed') ? 'confirmed' : has('pending') ? 'pending' : 'unsubscribed']++;
  }
}
