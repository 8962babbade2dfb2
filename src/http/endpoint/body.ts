// Request bodies: which types a route takes, how large, and how the bytes become a value.

import type * as z from 'zod';
import { AppError, type FieldError } from '../../base/errors.ts';
import { type ParsedFields, parseFields } from '../../base/field-errors.ts';
import type { ReceivedBody } from './receive.ts';
import { refuseBrokenText } from './text-check.ts';

export interface BodySpec<Body> {
  /** By media type; a schema for JSON, null for other text. For the document. */
  content: Readonly<Record<string, z.ZodType | null>>;
  /** Of what is streamed; everything else may have at most `largestWhole`. */
  maximumBytes: number;
  /** Media types that the handler reads as they arrive; everything else is read before it starts. */
  streamed: readonly string[];
  /** True: its bytes tell the encoding, as a file's do. Else it must be UTF-8. */
  isAnyEncoding?: boolean;
  /** True: a request without a body, or with an empty one, means `{}`. */
  isOptional?: boolean;
  parse(received: ReceivedBody): Body;
}

const MiB = 1024 * 1024;

/** JSON of this schema. `parse` stands in for it where a room has a parser of its own. */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  options: {
    maximumBytes?: number;
    isOptional?: boolean;
    parse?: (value: unknown) => ParsedFields<z.output<Schema>>;
  } = {},
): BodySpec<z.output<Schema>> {
  const parse = options.parse ?? ((value) => parseFields(schema, value));
  const isOptional = options.isOptional ?? false;
  return {
    content: { 'application/json': schema },
    maximumBytes: options.maximumBytes ?? MiB,
    streamed: [],
    isOptional,
    parse(received) {
      const isAbsent = isOptional && received.bytes.length === 0;
      const value = isAbsent ? {} : readJson(decode(received.bytes));
      refuseBrokenText(value);
      const parsed = parse(value);
      if (parsed.kind === 'ok') return parsed.value;
      throw new AppError('invalid', describe(parsed.errors), { errors: parsed.errors });
    },
  };
}

/** UTF-8 text of one of these media types. */
export function textBody(
  types: readonly string[],
  maximumBytes = MiB,
): BodySpec<{ type: string; text: string }> {
  return {
    content: withoutSchema(types),
    maximumBytes,
    streamed: [],
    parse: ({ type, bytes }) => ({ type, text: decode(bytes) }),
  };
}

/** One sentence for people who read only `detail`. */
export function describe(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (first === undefined) return 'The content is not valid.';
  const place = first.path === '' ? 'The body' : first.path;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${place}: ${first.message}${more}.`.replace('..', '.');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('bad_request', 'The body is not valid UTF-8.');
  }
}

function readJson(text: string): unknown {
  if (text.trim() === '') throw new AppError('bad_request', 'The body is empty: send JSON.');
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 150) : '';
    throw new AppError('bad_request', `The body is not JSON: ${why}`);
  }
}

function withoutSchema(types: readonly string[]): Record<string, null> {
  return Object.fromEntries(types.map((type) => [type, null]));
}
