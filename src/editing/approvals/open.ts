// What was asked about digests that nobody has sent yet, and what was said.

import type { Queryable } from '../../db/client.ts';
import { type OpenRow, selectOpen } from './open-queries.ts';

export interface OpenApproval extends Omit<OpenRow, 'answer'> {
  state: 'asked' | 'approved' | 'declined';
}

/** The newest word first; void and expired ones are over, and not among them. */
export async function openApprovals(db: Queryable, limit: number): Promise<OpenApproval[]> {
  const rows = await selectOpen(db, limit);
  return rows.map(({ answer, ...row }) => ({ ...row, state: stateOf(answer) }));
}

function stateOf(answer: OpenRow['answer']): OpenApproval['state'] {
  if (answer === null) return 'asked';
  return answer === 'yes' ? 'approved' : 'declined';
}
