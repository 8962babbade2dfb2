// Every error as an answer: RFC 9457 problem details, whatever was thrown.

import * as z from 'zod';
import { AppError, type ErrorCode, errorCodes } from '../../base/errors.ts';
import { isDatabaseAway } from '../../db/away.ts';
import { sqlState } from '../../db/client.ts';
import { log } from '../../log.ts';
import type { AppContext } from '../context.ts';
import { trustStatus } from '../status.ts';

export const Problem = z.strictObject({
  /** A relative reference: `/docs#code` explains it. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;

export const problemType = 'application/problem+json';

/** Hono's `onError`. What is not an `AppError` is our bug: logged whole, told in one sentence. */
export function answerError(error: Error, c: AppContext): Response {
  if (error instanceof AppError) return answerProblem(c, error);
  const away = isDatabaseAway(error);
  log('a request failed', {
    requestId: c.var.requestId,
    method: c.req.method,
    route: c.req.path.replace(
      /^(\/(?:u|confirm|preferences|console\/sign-in|approval)\/).*/,
      '$1…',
    ),
    error: describeError(error),
  });
  if (away) {
    const headers = { 'retry-after': '5' };
    return answerProblem(
      c,
      new AppError('unavailable', 'The database cannot answer now: ask again.', { headers }),
    );
  }
  return problemResponse(c, {
    type: 'about:blank',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'It was logged under this requestId.',
  });
}

/** Hono's `notFound`. */
export function answerNotFound(c: AppContext): Response {
  return answerProblem(c, new AppError('not_found', `There is nothing at ${c.req.path}.`));
}

function answerProblem(c: AppContext, error: AppError): Response {
  const { status, title } = errorCodes[error.code];
  const problem = { type: problemUri(error.code), title, status, detail: error.message };
  return problemResponse(c, problem, error);
}

/** Where the error is explained; relative to this server (RFC 9457 §3.1.1). */
function problemUri(code: ErrorCode): string {
  return `/docs#${code}`;
}

function problemResponse(
  c: AppContext,
  problem: Omit<Problem, 'errors' | 'requestId'>,
  error?: AppError,
): Response {
  const body: Problem = {
    ...problem,
    errors: [...(error?.errors ?? [])],
    requestId: c.var.requestId,
  };
  return c.newResponse(JSON.stringify(body), trustStatus(problem.status), {
    'content-type': problemType,
    'cache-control': 'no-store',
    ...error?.headers,
  });
}

/** Drizzle puts the parameters into its message; they may hold addresses, so only causes speak. */
function describeError(error: Error): string {
  const root = error.cause instanceof Error ? error.cause : error;
  return `${sqlState(error) ?? ''} ${root.stack ?? root.message}`.trim();
}
