// The parameters of an operation in the document: of the path, of the query, and in headers.

import * as z from 'zod';
import type { Operation } from '../describe.ts';
import { idempotencyHeader } from '../idempotency.ts';
import type { JsonSchema, SchemaWriter } from '../schema-names.ts';
import type { ParameterObject } from './shapes.ts';

/** In this order; of the query, each with the description of its schema. */
export function writeParameters(operation: Operation, schemas: SchemaWriter): ParameterObject[] {
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
