// The SQL of what comparing found out about a source.

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { proposalSources } from '../../db/schema/proposals.ts';
import type { Told } from '../stories/told.ts';
import type { Trouble } from '../trouble.ts';

/** Once per article of a source: whoever was later finds it compared. */
export async function markCompared(
  tx: Queryable,
  { proposalId, n, articleId }: { proposalId: string; n: number; articleId: string },
  facts: {
    state: 'read' | 'copy' | 'told';
    why: Trouble | null;
    copyOf: number | null;
    told: Told | null;
    warnings: readonly Trouble[];
  },
): Promise<void> {
  await tx
    .update(proposalSources)
    .set({ ...facts, comparedAt: sql`now()` })
    .where(
      and(
        eq(proposalSources.proposalId, proposalId),
        eq(proposalSources.n, n),
        eq(proposalSources.articleId, articleId),
        isNull(proposalSources.comparedAt),
      ),
    );
}
