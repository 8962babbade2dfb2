// The answers a route may give: their documentation, and the type of what its handler returns.

import * as z from 'zod';

/** One documented answer. Without content there is no body. */
export interface AnswerSpec<Body> {
  description: string;
  /** By media type; a schema for JSON, null for other text. */
  content: Readonly<Record<string, z.ZodType | null>>;
  /** Header names with what they say. */
  headers: Readonly<Record<string, string>>;
  /** Never there: carries the type of the body. */
  body?: Body;
}

export type Answers = Readonly<Record<number, AnswerSpec<unknown>>>;

/** What a handler returns; JSON unless `type` says otherwise. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  type?: string;
  /** True: more than the entity tag tells may have changed, so never 304. */
  alwaysWhole?: boolean;
}

export type ReplyOf<Replies extends Answers> = {
  [Status in keyof Replies & number]: Answer & {
    status: Status;
    body: Replies[Status] extends AnswerSpec<infer Body> ? Body : never;
  };
}[keyof Replies & number];

type Headers = Readonly<Record<string, string>>;

export function json<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  headers: Headers = {},
): AnswerSpec<z.output<Schema>> {
  return { description, content: { 'application/json': schema }, headers };
}

/** A list that pages by cursor: `{data, nextCursor}`; the cursor is null on the last page. */
export function page<Item extends z.ZodType>(description: string, item: Item) {
  return json(
    description,
    z.strictObject({
      data: z.array(item).meta({ description: 'At most `limit` of them' }),
      nextCursor: z.string().nullable().meta({
        description: 'Pass it as `cursor` for what follows; null: nothing does',
      }),
    }),
  );
}

/** A list that is short enough to come whole: `{data}`. */
export function all<Item extends z.ZodType>(description: string, item: Item) {
  const data = z.array(item).meta({ description: 'All there are, in one answer' });
  return json(description, z.strictObject({ data }));
}

/** Text of other media types, whole or as a stream of UTF-8 bytes. */
export function text(
  description: string,
  types: readonly string[],
  headers: Headers = {},
): AnswerSpec<string | ReadableStream<Uint8Array>> {
  const content = Object.fromEntries(types.map((type) => [type, null]));
  return { description, content, headers };
}

/** Server-sent events, each with the JSON of `schema`, whose name in the document is `name`. */
export function events(description: string, name: string): AnswerSpec<ReadableStream<Uint8Array>> {
  const content = z.string().meta({
    description: `Text: \`retry: 1000\`, then an event for each change, whose \`data\` is the JSON of ${name} in one line; the last one has the \`id\` \`final\`. Lines with \`:\` keep the connection open.`,
    examples: [
      'retry: 1000\n\ndata: {"id":"…","status":"sending"}\n\nid: final\ndata: {"id":"…","status":"sent"}\n\n',
    ],
  });
  return { description, content: { 'text/event-stream': content }, headers: {} };
}

/** One status that comes as one of two media types; described by the first. */
export function either<One, Other>(
  one: AnswerSpec<One>,
  other: AnswerSpec<Other>,
): AnswerSpec<One | Other> {
  const { description } = one;
  const headers = { ...other.headers, ...one.headers };
  return { description, content: { ...one.content, ...other.content }, headers };
}

export function nothing(description: string, headers: Headers = {}): AnswerSpec<null> {
  return { description, content: {}, headers };
}
