// What a form, or a program in its place, sends: fields by name, each with its values.

import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import type { AppContext } from '../context.ts';

export type Fields = ReadonlyMap<string, readonly string[]>;

/** Twice what the preference page sends for 500 lists, each with how often. */
const mostFields = 2_000;

/** No form of ours is longer. */
export const limitForm = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw new AppError('too_large', 'A form may have at most 64 KB.');
  },
});

/**
 * Reads `application/x-www-form-urlencoded`, `multipart/form-data` or a flat JSON object of texts
 * and arrays of texts. Throws `bad_request` for what cannot be read, `unsupported_media_type` for
 * anything else.
 */
export async function readFields(c: AppContext): Promise<Fields> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return readJson(await readText(c));
  if (type === 'application/x-www-form-urlencoded') {
    return group(readPairs(await readText(c)));
  }
  if (type === 'multipart/form-data') return group(await readMultipart(c));
  throw new AppError(
    'unsupported_media_type',
    'Send application/x-www-form-urlencoded, multipart/form-data or application/json.',
  );
}

/** The last value of a field, trimmed; null if it is absent or empty. */
export function lastOf(fields: Fields, name: string): string | null {
  return fields.get(name)?.at(-1)?.trim() || null;
}

async function readText(c: AppContext): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await c.req.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) throw new AppError('bad_request', 'The body is not UTF-8.');
    throw error;
  }
}

/** Counted before they are taken apart. */
function readPairs(text: string): URLSearchParams {
  if (text.split('&', mostFields + 1).length > mostFields) throw tooManyFields();
  return new URLSearchParams(text);
}

async function readMultipart(c: AppContext): Promise<[string, string][]> {
  const form = await c.req.formData().catch(() => {
    throw new AppError('bad_request', 'The multipart body cannot be read.');
  });
  return [...form].map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    throw new AppError('bad_request', `${name.slice(0, 60)}: files are not taken here.`);
  });
}

function readJson(text: string): Fields {
  const value = parseJson(text);
  if (value === undefined) throw new AppError('bad_request', 'The body is not JSON.');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('bad_request', 'Send a JSON object.');
  }
  return group(Object.entries(value).flatMap(([name, field]) => readValues(name, field)));
}

function readValues(name: string, field: unknown): [string, string][] {
  const values: unknown[] = Array.isArray(field) ? field : [field];
  return values.map((value) => {
    if (typeof value === 'string') return [name, value];
    const message = 'Must be text';
    throw new AppError('invalid', `${name.slice(0, 60)}: ${message}.`, {
      errors: [{ path: name.slice(0, 60), message }],
    });
  });
}

function group(pairs: Iterable<[string, string]>): Fields {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > mostFields) throw tooManyFields();
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

function tooManyFields(): AppError {
  return new AppError('too_large', `A form may have at most ${mostFields} fields.`);
}
