// The OpenAPI 3.1 document, made from the operations themselves.

import type * as z from 'zod';
import { type ErrorCode, errorCodes } from '../../base/errors.ts';
import { Problem, problemType } from '../middleware/problem.ts';
import type { Operation } from './describe.ts';
import { writeParameters } from './document/parameters.ts';
import type {
  Content,
  DocumentFrame,
  Examples,
  MediaObject,
  OpenApiDocument,
  OperationObject,
  ResponseObject,
} from './document/shapes.ts';
import { replayedHeader } from './idempotency.ts';
import { createSchemaWriter, type JsonSchema, named, type SchemaWriter } from './schema-names.ts';

named('Problem', Problem);

export function writeDocument(
  operations: readonly Operation[],
  frame: DocumentFrame,
): OpenApiDocument {
  const schemas = createSchemaWriter(frame.meanings);
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method]: writeOperation(operation, schemas, frame.examples),
    };
  }
  const { title, version, description, serverUrl, tags } = frame;
  const bearer = { type: 'http', scheme: 'bearer', description: 'An API key.' };
  return {
    openapi: '3.1.1',
    info: { title, version, description },
    servers: [{ url: serverUrl }],
    tags,
    paths,
    components: { schemas: schemas.components(), securitySchemes: { key: bearer } },
  };
}

/** Everything that can go wrong with an operation, its own errors and those of its parts. */
function errorsOf(operation: Operation): ErrorCode[] {
  const has = (part: unknown, ...codes: ErrorCode[]) => (part ? codes : []);
  return [
    ...new Set<ErrorCode>([
      // Unknown query parameters are refused everywhere.
      'invalid',
      ...has(operation.scope, 'unauthorized', 'forbidden', 'unavailable'),
      ...has(operation.params, 'not_found'),
      ...has(operation.ifMatch, 'precondition_required', 'precondition_failed'),
      ...has(operation.idempotent, 'idempotency_in_flight', 'idempotency_mismatch'),
      ...has(operation.body, 'bad_request', 'too_large', 'unsupported_media_type'),
      ...(operation.errors ?? []),
    ]),
  ];
}

function writeOperation(
  operation: Operation,
  schemas: SchemaWriter,
  examples: Examples,
): OperationObject {
  const { summary, description, tag, scope } = operation;
  const operationId = nameOperation(operation);
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: scope === null ? [] : [{ key: [scope] }],
    parameters: writeParameters(operation, schemas),
    ...(operation.body
      ? {
          requestBody: {
            required: !operation.body.isOptional,
            content: exemplify(
              writeContent(operation.body.content, 'input', schemas),
              examples[operationId] ?? {},
            ),
          },
        }
      : {}),
    responses: { ...writeAnswers(operation, schemas), ...writeErrors(operation, schemas) },
  };
}

function exemplify(content: Content, examples: Examples[string]): Content {
  const entries = Object.entries(content).map(([type, media]): [string, MediaObject] => {
    const own = examples[type];
    return [type, own === undefined ? media : { ...media, examples: own }];
  });
  return Object.fromEntries(entries);
}

/** Its name in the document, and in the audit log. */
export function nameOperation(
  operation: Pick<Operation, 'method' | 'path' | 'operationId'>,
): string {
  return operation.operationId ?? operationIdOf(operation);
}

/** `POST /api/sends/:id/pause` is `postSendsByIdPause`. */
function operationIdOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  const words = path.replace(/^\/api/, '').split(/[^a-zA-Z:]+/);
  const camel = words.map((word) =>
    word.replace(
      /^(:?)(.)/,
      (_, colon: string, first: string) => (colon ? 'By' : '') + first.toUpperCase(),
    ),
  );
  return method + camel.join('');
}

function writeAnswers(operation: Operation, schemas: SchemaWriter): Record<string, ResponseObject> {
  const answers = Object.entries(operation.answers).map(
    ([status, answer]): [string, ResponseObject] => {
      const headers = {
        ...answer.headers,
        ...(operation.idempotent
          ? { [replayedHeader]: '`true` if this is the stored first answer.' }
          : {}),
      };
      const content = writeContent(answer.content, 'output', schemas);
      return [
        status,
        {
          description: answer.description,
          ...(Object.keys(headers).length > 0 ? { headers: writeHeaders(headers) } : {}),
          ...(Object.keys(content).length > 0 ? { content } : {}),
        },
      ];
    },
  );
  return Object.fromEntries(answers);
}

function writeErrors(operation: Operation, schemas: SchemaWriter): Record<string, ResponseObject> {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorCodes[code].status);
  const content = { [problemType]: { schema: schemas.write(Problem, 'output') } };
  const errors = [...byStatus].map(([status, codes]): [string, ResponseObject] => [
    String(status),
    {
      description: codes.map((code) => `${errorCodes[code].title} (\`${code}\`).`).join(' '),
      content,
    },
  ]);
  const rest = { description: 'Any other error.', content };
  return Object.fromEntries([...errors, ['default', rest]]);
}

function writeHeaders(headers: Readonly<Record<string, string>>) {
  const schema = { type: 'string' };
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema }]),
  );
}

function writeContent(
  content: Readonly<Record<string, z.ZodType | null>>,
  io: 'input' | 'output',
  schemas: SchemaWriter,
): Content {
  const entries = Object.entries(content).map(
    ([type, schema]): [string, { schema: JsonSchema }] => [
      type,
      { schema: schema === null ? { type: 'string' } : schemas.write(schema, io) },
    ],
  );
  return Object.fromEntries(entries);
}
