// A request's way through an operation: who, where, what, and then the verb.

import type { Hono } from 'hono';
import * as z from 'zod';
import { readersHidden, seesReaders } from '../../access/caller.ts';
import { AppError } from '../../base/errors.ts';
import { parseFields } from '../../base/field-errors.ts';
import { newId } from '../../base/ids.ts';
import type { AppContext, AppEnv } from '../context.ts';
import { requireScope } from '../middleware/authenticate.ts';
import { noteAct } from '../middleware/note-act.ts';
import { trustStatus } from '../status.ts';
import type { Answer } from './answer.ts';
import { describe } from './body.ts';
import type { Operation } from './describe.ts';
import { matchesTag, readIfMatch } from './etag.ts';
import { answerOnce, idempotencyHeader } from './idempotency.ts';
import { nameOperation } from './openapi.ts';
import { readParams } from './params.ts';
import { receiveBody } from './receive.ts';
import { refuseBrokenText } from './text-check.ts';

export function mountOperations(app: Hono<AppEnv>, operations: readonly Operation[]): void {
  for (const operation of operations) {
    app.on(operation.method.toUpperCase(), operation.path, (c) => perform(operation, c));
  }
}

async function perform(operation: Operation, c: AppContext): Promise<Response> {
  const caller =
    operation.scope === null ? null : await requireScope(c, operation.scope, operation.orScope);
  if (caller && operation.showsReaders && !seesReaders(caller)) {
    throw readersHidden();
  }
  const keyId = caller?.id ?? '';
  const params = readParams(operation.params ?? {}, (name) => c.req.param(name));
  const query = readQuery(operation.query ?? NoQuery, c);
  const isExpected = operation.ifMatch ? readIfMatch(c.req.header('if-match')) : () => true;
  const isOnce = Boolean(operation.idempotent) && c.req.header(idempotencyHeader) !== undefined;
  const received = operation.body ? await receiveBody(c.req.raw, operation.body, isOnce) : null;
  const handle = async (newIdOfCall: () => string) => {
    const answer = await operation.handle({
      params,
      query,
      body: operation.body && received ? operation.body.parse(received) : undefined,
      // A getter: an operation that never looks opens no database.
      get deps() {
        return c.var.deps();
      },
      caller,
      keyId,
      newId: <Id extends string>() => newIdOfCall() as Id,
      isExpected,
      c,
    });
    if (caller && isAct(operation)) {
      const target = targetOf(operation, params, answer);
      await noteAct(c, { by: caller, action: nameOperation(operation), target });
    }
    return answer;
  };
  if (!operation.idempotent) return toResponse(c, await handle(() => newId()));
  return answerOnce(c, operation, keyId, received, async (reservedId) =>
    toResponse(c, await handle(reservedId)),
  );
}

/** Is a call of it a row of the audit log? */
export function isAct({ method, scope, isNoted }: Operation): boolean {
  return method !== 'get' && scope !== 'read' && isNoted !== false;
}

/** What was made, else what stands in the path up to its last parameter. */
function targetOf(
  { path }: Operation,
  params: Readonly<Record<string, string>>,
  { headers, body }: Answer,
): string {
  if (path.includes(':')) {
    const end = path.indexOf('/', path.lastIndexOf(':'));
    const named = end < 0 ? path : path.slice(0, end);
    return named.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  }
  if (headers?.location?.startsWith('/')) return headers.location;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? `${path}/${id}` : path;
}

const NoQuery = z.strictObject({});

/** Throws `invalid` for unknown parameters, those given twice, and those that break the schema. */
function readQuery(schema: z.ZodObject, c: AppContext): Record<string, unknown> {
  const given = c.req.queries();
  const twice = Object.keys(given).filter((name) => (given[name]?.length ?? 0) > 1);
  const errors = twice.map((path) => ({ path, message: 'Must be given once' }));
  if (errors.length > 0) throw new AppError('invalid', describe(errors), { errors });
  const values = Object.fromEntries(Object.entries(given).map(([name, all]) => [name, all[0]]));
  refuseBrokenText(values);
  const parsed = parseFields(schema, values);
  if (parsed.kind === 'ok') return parsed.value;
  throw new AppError('invalid', describe(parsed.errors), { errors: parsed.errors });
}

async function toResponse(c: AppContext, answer: Answer): Promise<Response> {
  const { body, type } = answer;
  const tag = answer.headers?.etag;
  const headers: Record<string, string> = {
    'cache-control': tag === undefined ? 'private, no-store' : 'private, no-cache',
    ...answer.headers,
  };
  if (c.req.method === 'GET' && tag !== undefined && !answer.alwaysWhole) {
    if (matchesTag(c.req.header('if-none-match'), tag)) return c.newResponse(null, 304, headers);
  }
  const status = trustStatus(answer.status);
  if (c.req.method === 'HEAD' && body instanceof ReadableStream) {
    // Nobody will read it: what makes it must be told to stop.
    await body.cancel();
  }
  if (body === null) return c.newResponse(null, status, headers);
  headers['content-type'] = type ?? 'application/json';
  const isText = typeof body === 'string' || body instanceof ReadableStream;
  const payload = type !== undefined && isText ? body : JSON.stringify(body);
  return c.newResponse(payload, status, headers);
}
