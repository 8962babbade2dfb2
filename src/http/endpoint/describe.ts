// One API route as a value: what it takes, what it answers, and the verb behind it.

import type * as z from 'zod';
import type { Caller, Scope } from '../../access/caller.ts';
import type { ErrorCode } from '../../base/errors.ts';
import type { Deps } from '../../wiring.ts';
import type { AppContext } from '../context.ts';
import type { Answer, Answers, ReplyOf } from './answer.ts';
import type { BodySpec } from './body.ts';
import type { ParamRule } from './params.ts';

/** Both the parser of the requests and the source of the OpenAPI document. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As Hono writes it: `/api/digests/:id`. */
  path: string;
  /** Its name in the document, where the one made of method and path is another's. */
  operationId?: string;
  summary: string;
  description?: string;
  tag: string;
  /** Null: for everyone, and no database is opened for it by itself. */
  scope: Scope | null;
  /** Whoever holds this one may, too. */
  orScope?: Scope;
  /**
   * False: no row of the audit log, for the digest's history tells it. Else each success of an operation
   * that needs more than `read` is one.
   */
  isNoted?: false;
  /** Tells addresses or more of the readers: refused to editors who only look. */
  showsReaders?: true;
  /** A rule per path parameter; what breaks it is a 404. */
  params?: Readonly<Record<string, ParamRule>>;
  query?: z.ZodObject;
  body?: BodySpec<unknown>;
  /** Takes an `Idempotency-Key`; `staleAfterSeconds` is how long a request may run (default 60). */
  idempotent?: boolean | { staleAfterSeconds: number };
  /** Takes `If-Match` and refuses to go without. */
  ifMatch?: boolean;
  answers: Answers;
  /** What can go wrong beyond what the fields above imply. */
  errors?: readonly ErrorCode[];
  handle(call: Call<string, z.ZodObject, unknown>): Promise<Answer>;
}

/** One request, parsed. */
interface Call<Path extends string, Query extends z.ZodObject, Body> {
  params: ParamsOf<Path>;
  query: z.output<Query>;
  body: Body;
  deps: Deps;
  /** Null for a public operation. */
  caller: Caller | null;
  /** The id of the calling key or editor; empty for a public operation. */
  keyId: string;
  /** The id for what this call creates; the same one when an interrupted call is repeated. */
  newId<Id extends string>(): Id;
  /** Does the caller's `If-Match` name this revision? */
  isExpected(revision: number): boolean;
  c: AppContext;
}

type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : object;

interface Typed<Path extends string, Query extends z.ZodObject, Body, Replies extends Answers>
  extends Omit<Operation, 'path' | 'query' | 'body' | 'answers' | 'handle'> {
  path: Path;
  query?: Query;
  body?: BodySpec<Body>;
  answers: Replies;
  handle(call: Call<Path, Query, Body>): Promise<ReplyOf<NoInfer<Replies>>>;
}

/** Checks a route's parts against each other, then forgets their types. */
export function operation<
  const Path extends string,
  Query extends z.ZodObject,
  Body,
  const Replies extends Answers,
>(typed: Typed<Path, Query, Body, Replies>): Operation {
  return forgetTypes(typed);
}

/** Sound because only `perform` calls `handle`, with what these very parts have parsed. */
function forgetTypes(typed: object): Operation {
  return typed as Operation;
}
