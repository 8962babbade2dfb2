// Holds answers against the OpenAPI document, with a validator that is not ours.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describeApi, operations } from '../../src/http/api/routes.ts';
import type { Operation } from '../../src/http/endpoint/describe.ts';

export const apiDocument = describeApi('https://digest.example.com');

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(apiDocument, 'api');
const validators = new Map<string, ValidateFunction>();

/** The operation that a request reaches, if it is one of the API. */
export function findOperation(method: string, path: string): Operation | undefined {
  const plain = path.split('?')[0] ?? '';
  const isWritten = operations.some((operation) => operation.path === plain);
  return operations.find((operation) => {
    if (isWritten) return operation.path === plain && operation.method === method.toLowerCase();
    const pattern = new RegExp(`^${operation.path.replaceAll(/:\w+/g, '[^/]+')}$`);
    return operation.method === method.toLowerCase() && pattern.test(plain);
  });
}

/** What an answer does that the document does not say; empty if they agree. */
export function validateAnswer(
  operation: Operation,
  answer: { status: number; headers: Headers; json: unknown },
): string[] {
  const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
  const responses = apiDocument.paths[path]?.[operation.method]?.responses ?? {};
  const documented = responses[answer.status];
  const place = `${operation.method} ${path} ${answer.status}`;
  if (documented === undefined) return [`${place} is not documented`];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (documented.content === undefined) return type === '' ? [] : [`${place} has a body`];
  if (documented.content[type] === undefined) return [`${place} has the type ${type}`];
  if (!/[/+]json$/.test(type)) return [];
  const pointer = ['paths', path, operation.method, 'responses', answer.status, 'content', type];
  return validateAt(pointer, answer.json).map((fault) => `${place} ${fault}`);
}

/** What of a body the document would not let through; `path` as the document writes it. */
export function validateRequest(
  method: string,
  path: string,
  type: string,
  body: unknown,
): string[] {
  const faults = validateAt(['paths', path, method, 'requestBody', 'content', type], body);
  return faults.map((fault) => `${method} ${path} ${type} ${fault}`);
}

function validateAt(pointer: readonly (string | number)[], value: unknown): string[] {
  const ref = `api#/${pointer.map(escapePointer).join('/')}/schema`;
  const validate = validators.get(ref) ?? ajv.compile({ $ref: ref });
  validators.set(ref, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** RFC 6901 inside a URI fragment. */
function escapePointer(part: string | number): string {
  return encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'));
}
