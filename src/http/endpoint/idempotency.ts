// `Idempotency-Key`: the same request again gets the first answer again.

import { beginRequest } from '../../access/keys/idempotency.ts';
import { AppError, errorCodes } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { AppContext } from '../context.ts';
import { trustStatus } from '../status.ts';
import type { Operation } from './describe.ts';
import type { ReceivedBody } from './receive.ts';

export const idempotencyHeader = 'idempotency-key';
export const replayedHeader = 'idempotent-replayed';

const keptHeaders = ['content-type', 'location', 'etag', 'cache-control'];

/** Lets `respond` run under the request's key, if it has one; only 2xx answers are kept. */
export async function answerOnce(
  c: AppContext,
  operation: Operation,
  keyId: string,
  received: ReceivedBody | null,
  respond: (newIdOfCall: () => string) => Promise<Response>,
): Promise<Response> {
  const key = c.req.header(idempotencyHeader);
  if (key === undefined) return respond(() => newId());
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const errors = [{ path: idempotencyHeader, message: 'Must be 1 to 255 visible characters' }];
    throw new AppError('invalid', 'The Idempotency-Key cannot be used.', { errors });
  }
  const { search } = new URL(c.req.url);
  const begun = await beginRequest(c.var.deps().db, {
    keyId,
    operation: `${c.req.method} ${c.req.path}`,
    key,
    bodyHash: async () => received?.hash(`${search}\n${received.type}`) ?? search,
    staleAfterSeconds:
      typeof operation.idempotent === 'object' ? operation.idempotent.staleAfterSeconds : 60,
  });
  if (begun.kind === 'replay') {
    const { status, body, headers } = begun.answer;
    const replayed = { ...headers, [replayedHeader]: 'true' };
    return c.newResponse(body, trustStatus(status), replayed);
  }
  try {
    const response = await respond(() => begun.claim.reservedId);
    const headers = keptHeaders.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    const body = await response.clone().text();
    await begun.claim.finish({
      status: response.status,
      body,
      headers: Object.fromEntries(headers),
    });
    return response;
  } catch (error) {
    const isRefusal = error instanceof AppError && errorCodes[error.code].status < 500;
    if (isRefusal) await begun.claim.release();
    // If not even that can be written, the claim is taken for dead a little later.
    else await begun.claim.abandon().catch(() => {});
    throw error;
  }
}
