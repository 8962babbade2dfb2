// The description of the API is as strict as its checks: what it lets through, they take.

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseFields } from '../../src/base/field-errors.ts';
import { operations } from '../../src/http/api/routes.ts';
import { createSchemaWriter } from '../../src/http/endpoint/schema-names.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

/** Whatever a caller may send, with its place. */
function listSchemas(): Map<z.ZodType, string> {
  const found = new Map<z.ZodType, string>();
  const seen = new Set<unknown>();
  const walk = (schema: unknown, place: string): void => {
    if (!(schema instanceof z.ZodType) || seen.has(schema)) return;
    seen.add(schema);
    const def = schema._zod.def as unknown as Record<string, unknown>;
    found.set(schema, place);
    for (const key of ['innerType', 'element', 'in', 'keyType', 'valueType']) walk(def[key], place);
    for (const one of (def.options as unknown[] | undefined) ?? []) walk(one, place);
    if (def.type === 'object') {
      for (const [name, one] of Object.entries(def.shape as object)) walk(one, `${place} ${name}`);
    }
  };
  for (const { method, path, params, query, body } of operations) {
    const place = `${method} ${path}`;
    for (const [name, rule] of Object.entries(params ?? {})) walk(rule.schema, `${place} :${name}`);
    walk(query, `${place} ?`);
    for (const one of Object.values(body?.content ?? {})) walk(one, place);
  }
  return found;
}

const samples = [
  '',
  ' ',
  '\u3000\ufeff',
  'x',
  'a b',
  'A',
  '-',
  '_',
  'a--b',
  'a@',
  'a@b',
  'a'.repeat(20_000),
  'http://a.example',
  'https://',
  'https://a.example/ b',
  'javascript:alert(1)',
  '2026-02-30',
  '2026-1-1',
  'Asia',
  'ja',
  'ja_',
  '%',
  '0',
  'a\nb',
  'a\u0000b',
];

test('no string that the checks refuse by itself fits its schema', () => {
  const strings = [...listSchemas()].filter(([schema]) => schema.def.type === 'string');
  const looser = strings.flatMap(([schema, place]) => {
    const written = createSchemaWriter().write(z.object({ it: schema }), 'input');
    const fits = ajv.compile((written.properties as { it: object }).it);
    const through = samples.filter((text) => fits(text) && !schema.safeParse(text).success);
    return through.length === 0
      ? []
      : [`${place}: ${JSON.stringify(through.map((t) => t.slice(0, 20)))}`];
  });
  expect(looser).toEqual([]);
});

test('what is wrong with a value is said in our words, never in those of the parser', () => {
  const values = [...samples, 5, -1, 1e9, 1.5, NaN, true, null, [], [5], {}, { x: 1 }, { '': [] }];
  const foreign = [...listSchemas()].flatMap(([schema, place]) =>
    values.flatMap((value) => {
      const parsed = parseFields(schema, value);
      const errors = parsed.kind === 'invalid' ? parsed.errors : [];
      return errors
        .filter(({ message }) => /Invalid|expected|Too (big|small)/.test(message))
        .map(({ message }) => `${place}: ${JSON.stringify(value)?.slice(0, 20)}: ${message}`);
    }),
  );
  expect(foreign).toEqual([]);
});
