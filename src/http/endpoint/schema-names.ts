// Zod schemas as JSON Schema, the named ones once under `components/schemas`.

import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;

const names = z.registry<{ id: string }>();

/** Gives a schema its name in the document and returns it. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  names.add(schema, { id });
  return schema;
}

/** By the name of a schema: what its fields mean (`sections.heading` for a field of a field). */
export type FieldMeanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface SchemaWriter {
  /** Input: what a caller may send (defaults may be left out). Output: what we answer. */
  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
  components(): Record<string, JsonSchema>;
}

/** A moment as we write each: in UTC, to the millisecond. */
const answered = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$';

/** A name that serves both ways ends in `Input` where it describes what callers send. */
export function createSchemaWriter(meanings: FieldMeanings = {}): SchemaWriter {
  const components: Record<string, JsonSchema> = {};
  return {
    write(schema, io) {
      const nameFor = (id: string) => (io === 'input' && !id.endsWith('Input') ? `${id}Input` : id);
      const {
        $schema: _,
        $defs,
        ...root
      } = z.toJSONSchema(schema, {
        metadata: names,
        io,
        override: ({ zodSchema, jsonSchema }) => {
          // A format says it all; zod's pattern for it is ten times as long.
          if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
          if (io === 'output' && jsonSchema.format === 'date-time') jsonSchema.pattern = answered;
          // What `.meta` says: zod leaves it out where names come from a registry of their own.
          Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
        },
      });
      for (const [id, definition] of Object.entries($defs ?? {})) {
        tellMeanings(definition, meanings[id] ?? {});
        components[nameFor(id)] = pointToComponents(definition, nameFor);
      }
      return pointToComponents(root, nameFor);
    },
    components: () =>
      Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Describes the fields that do not describe themselves, through lists and choices. */
function tellMeanings(
  schema: JsonSchema,
  meanings: Readonly<Record<string, string>>,
  place = '',
): void {
  const { properties = {}, items = [], anyOf = [], oneOf = [] } = partsOf(schema);
  for (const [name, field] of Object.entries(properties)) {
    const meaning = meanings[place + name];
    if (meaning !== undefined) field.description ??= meaning;
    tellMeanings(field, meanings, `${place}${name}.`);
  }
  for (const part of [items, anyOf, oneOf].flat()) tellMeanings(part, meanings, place);
}

interface Parts {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** What holds fields; sound for what zod writes, which has no lists of several shapes. */
function partsOf(schema: JsonSchema): Parts {
  return schema as Parts;
}

/** `#/$defs/X` becomes `#/components/schemas/X`; the ids that zod repeats inside are left out. */
function pointToComponents(schema: object, nameFor: (id: string) => string): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    return value.replace(
      /^#\/\$defs\/(.+)$/,
      (_, id: string) => `#/components/schemas/${nameFor(id)}`,
    );
  });
  return JSON.parse(text) as JsonSchema;
}
