// The shape of the OpenAPI 3.1 document, as far as ours goes.

import type { FieldMeanings, JsonSchema } from '../schema-names.ts';

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

export type Content = Record<string, MediaObject>;

export interface MediaObject {
  schema: JsonSchema;
  examples?: Readonly<Record<string, Example>>;
}

/** A body as somebody would send it: an object for JSON, else the text. */
export interface Example {
  summary: string;
  value: unknown;
}

/** By the name of an operation, by media type, by a name for each. */
export type Examples = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, Example>>>>>
>;

export interface ResponseObject {
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
  examples: Examples;
}
