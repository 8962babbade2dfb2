// The SQL of a proposal's sections: what was written of it.

import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { proposalSections } from '../../db/schema/proposals.ts';
import { run } from '../../db/statement.ts';
import type { SectionText, StoredSection } from '../writing/section.ts';

export async function insertSection(
  tx: Queryable,
  proposalId: string,
  section: StoredSection,
): Promise<void> {
  await tx.insert(proposalSections).values({ ...section, proposalId });
}

/** Sections from this place on stand one place further. Twice, so that no two have one number in between. */
export async function makeRoom(tx: Queryable, proposalId: string, n: number): Promise<void> {
  await run(tx, 'liftSections')`
    update proposal_sections set n = n + 1000 where proposal_id = ${proposalId} and n >= ${n}`;
  await run(tx, 'lowerSections')`
    update proposal_sections set n = n - 999 where proposal_id = ${proposalId} and n >= 1000`;
}

export async function updateSection(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  text: SectionText,
): Promise<void> {
  await tx
    .update(proposalSections)
    .set(text)
    .where(and(eq(proposalSections.proposalId, proposalId), eq(proposalSections.n, n)));
}

export async function selectSections(db: Queryable, proposalId: string) {
  return await db
    .select()
    .from(proposalSections)
    .where(eq(proposalSections.proposalId, proposalId))
    .orderBy(asc(proposalSections.n));
}
