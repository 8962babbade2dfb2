// The SQL of calls to models: each stands here before it is made, so that none is forgotten.

import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Database, Queryable } from '../../db/client.ts';
import { modelCalls } from '../../db/schema/models.ts';
import { maybeRow, oneRow, run } from '../../db/statement.ts';
import type { Models, Tokens } from './settings.ts';

export interface NewCall {
  proposalId: string;
  role: 'writer' | 'verifier';
  /** What it may use up at most, as far as anybody can tell before. */
  tokens: Tokens;
  cost: number | null;
}

const Counted = z.strictObject({ id: z.string() });
const Silence = z.strictObject({ late: z.int() });

/**
 * `capped`: the call might pass a cap, and must not be made. `silent`: two calls of late had no answer
 * within their time, and nobody waits for a third. Calls of one proposal are counted one after another,
 * so that two at once cannot pass a cap together.
 */
export async function countCall(
  db: Database,
  { proposalId, role, tokens, cost }: NewCall,
  caps: Models['caps'],
): Promise<{ kind: 'counted'; id: string } | { kind: 'capped' | 'silent' }> {
  return db.transaction(async (tx) => {
    await run(tx, 'holdProposal')`
      select from proposals where id = ${proposalId} for no key update`;
    const { late } = await oneRow(tx, 'countLateCalls', Silence)`
      select count(*)::int as late from model_calls where proposal_id = ${proposalId}
        and role = ${role} and outcome = 'late' and at > now() - interval '10 minutes'`;
    if (late >= 2) return { kind: 'silent' };
    const counted = await maybeRow(tx, 'countCall', Counted)`
      insert into model_calls (id, proposal_id, role, tokens_in, tokens_out, cost)
      select ${crypto.randomUUID()}::uuid, ${proposalId}::uuid, ${role}, ${tokens.in}, ${tokens.out},
        ${cost}::float8
      from (select coalesce(sum(tokens_in + tokens_out), 0) as tokens, coalesce(sum(cost), 0) as cost
        from model_calls where proposal_id = ${proposalId}) used
      where used.tokens + ${tokens.in + tokens.out}::int <= ${caps.tokens}::int
        and used.cost + coalesce(${cost}::float8, 0) <= coalesce(${caps.cost}::float8, 'infinity')
      returning id`;
    return counted === null ? { kind: 'capped' } : { kind: 'counted', id: counted.id };
  });
}

/** What came of a call that was counted. */
export async function settleCall(
  db: Queryable,
  id: string,
  settled: {
    outcome: NonNullable<(typeof modelCalls.$inferSelect)['outcome']>;
    tokens: Tokens;
    cost: number | null;
  },
): Promise<void> {
  const { outcome, tokens, cost } = settled;
  await db
    .update(modelCalls)
    .set({ outcome, tokensIn: tokens.in, tokensOut: tokens.out, cost })
    .where(eq(modelCalls.id, id));
}

const Used = z.strictObject({
  calls: z.int(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  cost: z.number().nullable(),
});

/** Of all calls of a proposal, those that were cut off at what they might have used. */
export async function sumCalls(db: Queryable, proposalId: string): Promise<z.infer<typeof Used>> {
  return oneRow(db, 'sumCalls', Used)`
    select count(*)::int as calls, coalesce(sum(tokens_in), 0)::int as "tokensIn",
      coalesce(sum(tokens_out), 0)::int as "tokensOut", sum(cost)::float8 as cost
    from model_calls where proposal_id = ${proposalId}`;
}
