// The OpenAPI 3.1 document, made from the operations themselves.

import * as z from 'zod';
import { type ErrorCode, errorCodes } from '../../base/errors.ts';
import { Problem, problemType } from '../middleware/problem.ts';
import type { Operation } from './describe.ts';
import { idempotencyHeader, replayedHeader } from './idempotency.ts';
import {
  createSchemaWriter,
  type FieldMeanings,
  type JsonSchema,
  named,
  type SchemaWriter,
} from './schema-names.ts';

named('Problem', Problem);

export interface OpenApiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
}

export interface OperationObject {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: ParameterObject[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, ResponseObject>;
}

export interface ParameterObject {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export type Content = Record<string, { schema: JsonSchema }>;

interface ResponseObject {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Content;
}

export interface DocumentFrame {
  title: string;
  version: string;
  description: string;
  serverUrl: string;
  tags: { name: string; description: string }[];
  meanings: FieldMeanings;
}

export function writeDocument(
  operations: readonly Operation[],
  frame: DocumentFrame,
): OpenApiDocument {
  const schemas = createSchemaWriter(frame.meanings);
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: writeOperation(operation, schemas) };
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

function writeOperation(operation: Operation, schemas: SchemaWriter): OperationObject {
  const { summary, description, tag, scope } = operation;
  return {
    operationId: nameOperation(operation),
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: scope === null ? [] : [{ key: [scope] }],
    parameters: writeParameters(operation, schemas),
    ...(operation.body
      ? {
          requestBody: {
            required: !operation.body.isOptional,
            content: writeContent(operation.body.content, 'input', schemas),
          },
        }
      : {}),
    responses: { ...writeAnswers(operation, schemas), ...writeErrors(operation, schemas) },
  };
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

function writeParameters(operation: Operation, schemas: SchemaWriter): ParameterObject[] {
  const path = Object.entries(operation.params ?? {}).map(
    ([name, rule]): ParameterObject => ({
      name,
      in: 'path',
      required: true,
      description: rule.description,
      schema: schemas.write(rule.schema, 'input'),
    }),
  );
  const query = Object.entries(operation.query?.shape ?? {}).map(
    ([name, schema]): ParameterObject => {
      const written = schemas.write(z.object({ [name]: schema }), 'input');
      const properties = written.properties as Record<string, JsonSchema>;
      const { description, ...rest } = properties[name] ?? {};
      return {
        name,
        in: 'query',
        required: Array.isArray(written.required) && written.required.includes(name),
        ...(typeof description === 'string' ? { description } : {}),
        schema: rest,
      };
    },
  );
  const header = (name: string, required: boolean, text: string): ParameterObject => ({
    name,
    in: 'header',
    required,
    description: text,
    schema: { type: 'string' },
  });
  return [
    ...path,
    ...query,
    ...(operation.idempotent
      ? [
          header(
            idempotencyHeader,
            false,
            'Repeating the request with the same key returns the first answer, for 24 hours.',
          ),
        ]
      : []),
    ...(operation.ifMatch
      ? [header('if-match', true, 'The ETag of the revision that you read.')]
      : []),
  ];
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
