// A file of people or addresses in the body of a request: as it is, or as a text within JSON.

import * as z from 'zod';
import { type BodySpec, jsonBody } from '../endpoint/body.ts';
import { named } from '../endpoint/schema-names.ts';

const formats = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const;

interface FileBody {
  format: 'csv' | 'ndjson';
  /** Counted on its way. */
  stream: ReadableStream<Uint8Array>;
}

/** For clients that send nothing but JSON. */
const FileInput = named(
  'FileInput',
  z.strictObject({
    format: z.enum(['csv', 'ndjson']).default('csv'),
    text: z.string().min(1).meta({ description: 'The whole file. Larger ones go as they are.' }),
  }),
);
const withinJson = jsonBody(FileInput);

/** A file is streamed; within JSON it is read whole, and may be as large as that allows. */
export function fileBody(maximumBytes: number): BodySpec<FileBody> {
  return {
    content: { 'text/csv': null, 'application/x-ndjson': null, ...withinJson.content },
    maximumBytes,
    streamed: Object.keys(formats),
    parse(received) {
      const format = formatOf(received.type);
      if (format !== null) return { format, stream: received.stream };
      const file = withinJson.parse(received);
      return { format: file.format, stream: new Blob([file.text]).stream() };
    },
  };
}

function formatOf(type: string): FileBody['format'] | null {
  return type in formats ? formats[type as keyof typeof formats] : null;
}
