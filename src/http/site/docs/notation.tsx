// A JSON Schema in a notation that people read: fields, their types, what they mean.

import type { Child } from 'hono/jsx';
import type { JsonSchema } from '../../endpoint/schema-names.ts';
import { Sentence } from './prose.tsx';

/** Of remarks, in docs.css. */
const deepestIndent = 3;

/** One schema, its named parts as links to their own places. */
export function Notation({ schema }: { schema: JsonSchema }) {
  return (
    <pre class="notation" tabindex={0}>
      <code>{writeType(schema, 0)}</code>
    </pre>
  );
}

/** A schema without fields, inside a line. */
export function InlineType({ schema }: { schema: JsonSchema }) {
  return <code>{writeType(schema, 0)}</code>;
}

function writeType(schema: JsonSchema, depth: number): Child {
  const { $ref, anyOf, allOf, enum: options, items, properties, additionalProperties } = schema;
  if (typeof $ref === 'string') return <SchemaLink name={$ref.split('/').at(-1) ?? ''} />;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(options)) return options.map((one) => JSON.stringify(one)).join(' | ');
  const choices = anyOf ?? allOf;
  if (isSchemas(choices)) {
    return joinTypes(
      choices.map((one) => writeType(one, depth)),
      anyOf ? ' | ' : ' & ',
    );
  }
  if (isSchema(items)) return <>{writeType(items, depth)}[]</>;
  if (isSchema(properties)) return <Fields schema={schema} depth={depth} />;
  if (isSchema(additionalProperties)) {
    return (
      <>
        {'{ [name]: '}
        {writeType(additionalProperties, depth)}
        {' }'}
      </>
    );
  }
  return writeSimple(schema);
}

function Fields({ schema, depth }: { schema: JsonSchema; depth: number }) {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const indent = '  '.repeat(depth + 1);
  const fields = Object.entries(schema.properties as Record<string, JsonSchema>);
  return (
    <>
      {'{\n'}
      {fields.map(([name, field]) => (
        <>
          {indent}
          <b>{name}</b>
          {required.includes(name) ? ': ' : '?: '}
          {writeType(field, depth + 1)}
          <Remark schema={field} depth={depth} />
        </>
      ))}
      {'  '.repeat(depth)}
      {'}'}
    </>
  );
}

/** What a type alone does not say, on lines of its own that break where the page ends. */
function Remark({ schema, depth }: { schema: JsonSchema; depth: number }) {
  const remarks = [
    schema.deprecated === true ? 'deprecated' : null,
    typeof schema.description === 'string' ? schema.description : null,
    'default' in schema ? `default ${JSON.stringify(schema.default)}` : null,
  ].filter((remark) => remark !== null);
  if (remarks.length === 0) return <>{'\n'}</>;
  return (
    <i class={`in${Math.min(depth, deepestIndent)}`}>
      <Sentence text={remarks.join('; ')} />
    </i>
  );
}

function SchemaLink({ name }: { name: string }) {
  return <a href={`#schema-${name}`}>{name}</a>;
}

function writeSimple({ type, format, minLength, maxLength, minimum, maximum }: JsonSchema): string {
  const types = Array.isArray(type) ? type.join(' | ') : String(type ?? 'anything');
  const bounds = [
    typeof format === 'string' ? format : null,
    range(minLength, maxLength, ' characters'),
    range(minimum, maximum, ''),
  ].filter((bound) => bound !== null);
  return bounds.length === 0 ? types : `${types} (${bounds.join(', ')})`;
}

/** Bounds that only say "fits into a number" are no news. */
function range(low: unknown, high: unknown, unit: string): string | null {
  const isNews = (bound: unknown) =>
    typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (isNews(low) && isNews(high)) return `${low}–${high}${unit}`;
  if (isNews(high)) return `at most ${high}${unit}`;
  if (isNews(low)) return `at least ${low}${unit}`;
  return null;
}

function joinTypes(types: Child[], between: string): Child {
  return types.map((type, index) => (
    <>
      {index > 0 ? between : ''}
      {type}
    </>
  ));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchemas(value: unknown): value is JsonSchema[] {
  return Array.isArray(value) && value.every(isSchema);
}
