// Whom the sends of a digest have reached, as values: what reached-queries.ts says in SQL.

import type { Reach } from '../../../src/audience/segments/reached-queries.ts';
import { type Batch, isOpen, isResolved } from './batch.ts';

/** A send as its neighbours see it. */
export interface Neighbour {
  status: string;
  batches: readonly Batch[];
}

const conditions: Record<Reach, (batch: Batch, isCancelled: boolean) => boolean> = {
  mailed: ({ state }) => state === 'accepted' || state === 'unknown',
  decided: (batch) => batch.state === 'rejected' && isResolved(batch),
  called: ({ state }, isCancelled) => state === 'claimed' && !isCancelled,
  closing: ({ state }, isCancelled) => state === 'claimed' && isCancelled,
  waiting: ({ state }, isCancelled) => state === 'ready' && !isCancelled,
  open: isOpen,
};

/** As `selectReached`, without welcomes. `current`: who somebody is by now that was merged. */
export function findReached(
  sends: readonly Neighbour[],
  reaches: readonly Reach[],
  current: (id: number) => number = (id) => id,
): Set<number> {
  const ids = sends.flatMap(({ status, batches }) =>
    batches
      .filter((batch) => reaches.some((reach) => conditions[reach](batch, status === 'cancelled')))
      .flatMap((batch) => batch.ids.map(current)),
  );
  return new Set(ids);
}
