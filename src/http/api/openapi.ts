// The document of the API, for programs and for the page that shows it.

import * as z from 'zod';
import { json } from '../endpoint/answer.ts';
import { type Operation, operation } from '../endpoint/describe.ts';
import type { OpenApiDocument } from '../endpoint/document/shapes.ts';

const OpenApi = z.looseObject({
  openapi: z.string().meta({ description: 'Version of the format; the rest is as OpenAPI says' }),
});

export function openApiOperation(describe: (serverUrl: string) => OpenApiDocument): Operation {
  return operation({
    method: 'get',
    path: '/openapi.json',
    summary: 'Read this document',
    tag: 'service',
    scope: null,
    answers: { 200: json('OpenAPI 3.1.', OpenApi) },
    handle: async ({ deps }) => ({
      status: 200,
      body: { ...describe(deps.env.PUBLIC_URL) },
      headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
    }),
  });
}
