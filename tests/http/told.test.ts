import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/http/endpoint/schema-names.ts';
import { meanings } from '../../src/http/told/meanings.ts';
import { apiDocument } from '../support/documented.ts';

interface Field {
  /** The schema or the operation that it belongs to, and its place there: `Send`, `counts.opened`. */
  owner: string;
  path: string;
  description: unknown;
}

const { paths, components } = apiDocument;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, operation })),
);

/** Every field of a schema and of its parts, through lists, choices and maps. */
function listFields(owner: string, schema: unknown, place = ''): Field[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema as JsonSchema;
  const parts = [items, anyOf, oneOf, allOf, additionalProperties].flat();
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, field]: [string, JsonSchema]) => [
      { owner, path: place + name, description: field.description },
      ...listFields(owner, field, `${place}${name}.`),
    ]),
    ...parts.flatMap((part) => listFields(owner, part, place)),
  ];
}

const fields = [
  ...Object.entries(components.schemas).flatMap(([name, schema]) => listFields(name, schema)),
  ...operations.flatMap(({ at, operation }) =>
    [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.values(part?.content ?? {}).flatMap(({ schema }) => listFields(at, schema)),
    ),
  ),
];

/** Says no more than `The name.` does. */
const saysNothing = (name: string, text: string) => {
  const words = (one: string) => one.toLowerCase().replace(/[^a-z]/g, '');
  return words(text.replace(/^(an?|its|the)\s/i, '')) === words(name);
};

test('every field of every schema says more than its own name', () => {
  expect(fields.length).toBeGreaterThan(600);
  const silent = fields.filter(
    ({ path, description }) =>
      typeof description !== 'string' || saysNothing(path.split('.').at(-1) ?? '', description),
  );
  expect(silent.map(({ owner, path }) => `${owner} ${path}`)).toEqual([]);
});

test('every parameter, header and answer says what it is', () => {
  const silent = operations.flatMap(({ at, operation: { parameters, responses } }) => [
    ...parameters
      .filter(({ name, description = '' }) => description === '' || saysNothing(name, description))
      .map(({ name }) => `${at} ${name}`),
    ...Object.entries(responses)
      .filter(([, { description }]) => description === '')
      .map(([status]) => `${at} ${status}`),
  ]);
  expect(silent).toEqual([]);
});

test('no sentence is kept for a field that is not there, or that speaks for itself', () => {
  const idle = Object.entries(meanings).flatMap(([name, told]) =>
    Object.entries(told)
      .filter(
        ([path, text]) =>
          !fields.some(
            (field) =>
              [name, `${name}Input`].includes(field.owner) &&
              field.path === path &&
              field.description === text,
          ),
      )
      .map(([path]) => `${name} ${path}`),
  );
  expect(idle).toEqual([]);
});

test('every body has an example for each of its types', () => {
  const lacking = operations.flatMap(({ at, operation }) =>
    Object.entries(operation.requestBody?.content ?? {})
      .filter(([, { examples }]) => Object.keys(examples ?? {}).length === 0)
      .map(([type]) => `${at} ${type}`),
  );
  expect(lacking).toEqual([]);
});
