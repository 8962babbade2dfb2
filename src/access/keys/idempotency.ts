// The promise behind `Idempotency-Key`: repeating a request changes nothing and tells the same.

import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import {
  abandonRequest,
  claimRequest,
  deleteRequest,
  findRequest,
  settleRequest,
} from './request-queries.ts';

/** One request under its Idempotency-Key. */
export interface KeyedRequest {
  keyId: string;
  /** Method and path. */
  operation: string;
  key: string;
  /** Hash of everything else that the caller said. A streamed body is only known at its end. */
  bodyHash: () => Promise<string>;
  /** After how long an unfinished first request is taken for dead. */
  staleAfterSeconds: number;
}

interface FirstAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

export type Begun =
  /** Nobody asked before, or only somebody who died: go on, then finish or release. */
  { kind: 'first'; claim: Claim } | { kind: 'replay'; answer: FirstAnswer };

interface Claim {
  /**
   * The id for what the request creates. It survives the death of the first attempt, so that a
   * repetition finds what was made instead of making it twice.
   */
  reservedId: string;
  /** Keeps the answer for 24 hours; the sweep takes it away. */
  finish(answer: FirstAnswer): Promise<void>;
  /** Forgets the request: a refusal is not worth keeping, and the caller may mend and repeat. */
  release(): Promise<void>;
  /**
   * Nobody knows what was done: an answer of the database was lost, or we failed. Whoever repeats the
   * request goes on with the same id, at once.
   */
  abandon(): Promise<void>;
}

/**
 * Claims the key for this request, or finds the first answer. Throws `idempotency_in_flight`
 * while the first request runs, `idempotency_mismatch` if it said something else, and `conflict` if
 * its answer is gone with the person it named.
 */
export async function beginRequest(db: Queryable, request: KeyedRequest): Promise<Begun> {
  const { keyId, operation, key } = request;
  const id = { keyId, operation, key };
  const claimed = await claimRequest(db, id, newId(), request.staleAfterSeconds);
  if (claimed !== null) {
    const { fence, reservedId } = claimed;
    return {
      kind: 'first',
      claim: {
        reservedId,
        finish: async (answer) =>
          settleRequest(db, id, fence, { ...answer, bodyHash: await request.bodyHash() }),
        release: () => deleteRequest(db, id, fence),
        abandon: () => abandonRequest(db, id, fence),
      },
    };
  }
  const first = await findRequest(db, id);
  if (first === null || first.status === null) {
    throw new AppError(
      'idempotency_in_flight',
      'The first request with this Idempotency-Key has not been answered yet.',
      { headers: { 'retry-after': '1' } },
    );
  }
  if (first.bodyHash !== (await request.bodyHash())) {
    throw new AppError(
      'idempotency_mismatch',
      'The first request with this Idempotency-Key had another body, type or query.',
    );
  }
  if (first.response === null) {
    throw new AppError(
      'conflict',
      'This was done before. Its answer named somebody who has been erased since, and is gone.',
    );
  }
  const answer = { status: first.status, body: first.response, headers: first.headers ?? {} };
  return { kind: 'replay', answer };
}
