// Whom a send did not reach: rejected, unknown and skipped, each by its reasons.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { passingRefusals } from '../delivery/settlement.ts';
import { readProblemRows } from './problem-queries.ts';
import { readSend } from './report.ts';

const Reason = z.object({
  reason: z.string().meta({
    description: 'As in `GET /api/sends/{id}/recipients`; empty if nobody said why',
  }),
  people: z.int().min(0),
  mayPass: z.boolean().meta({ description: 'True: `POST /api/sends/{id}/retry` tries them again' }),
});
export type ProblemReason = z.infer<typeof Reason>;

export const ProblemsView = z.object({
  rejected: z.array(Reason),
  unknown: z.array(Reason),
  skipped: z.array(Reason),
});
export type ProblemsView = z.infer<typeof ProblemsView>;

/** The commonest reasons first; throws `not_found`. */
export async function readProblems(db: Database, sendId: string): Promise<ProblemsView> {
  await readSend(db, sendId);
  const rows = await readProblemRows(db, sendId);
  const of = (outcome: keyof ProblemsView) =>
    rows
      .filter((row) => row.outcome === outcome)
      .map(({ reason, people }) => {
        const mayPass = outcome === 'rejected' && passingRefusals.includes(reason);
        return { reason, people, mayPass };
      });
  return { rejected: of('rejected'), unknown: of('unknown'), skipped: of('skipped') };
}
