// Takes in a request's body: its type, its size while it arrives, and its hash.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes } from '../../base/bytes.ts';
import { AppError } from '../../base/errors.ts';
import type { BodySpec } from './body.ts';

/** An isolate has 128 MiB for the bytes, their text, and what is made of it. */
const largestWhole = 8 * 1024 ** 2;

export interface ReceivedBody {
  /** The media type without parameters. */
  type: string;
  /** All of it; empty for a streamed body. */
  bytes: Uint8Array;
  /** What is still to come; empty for a body that was read. */
  stream: ReadableStream<Uint8Array>;
  /**
   * SHA-256 (hex) over `said` and the body; of a stream, after reading what is left of it. Throws
   * unless `isHashed` asked for it: of a large file it would be a third of the upload's work.
   */
  hash(said: string): Promise<string>;
}

/** Throws `unsupported_media_type` or `too_large`, before reading where the headers tell. */
export async function receiveBody(
  request: Request,
  spec: BodySpec<unknown>,
  isHashed: boolean,
): Promise<ReceivedBody> {
  const type = requireType(request, Object.keys(spec.content), spec);
  const isStreamed = spec.streamed.includes(type);
  const most = isStreamed ? spec.maximumBytes : Math.min(spec.maximumBytes, largestWhole);
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > most) throw tooLarge(most);
  const hashing = isHashed ? sha256.create() : null;
  const stream = count(request.body ?? emptyStream(), most, hashing);
  const bytes = isStreamed ? new Uint8Array() : await readAll(stream);
  return {
    type,
    bytes,
    stream,
    async hash(said) {
      if (!hashing) throw new Error('The hash of this body was not asked for');
      if (!stream.locked) await readAll(stream);
      const body = hashing.clone().digest();
      return bytesToHex(
        sha256
          .create()
          .update(utf8ToBytes(`${said}\n`))
          .update(body)
          .digest(),
      );
    },
  };
}

/** Of a file the bytes tell the encoding; all else must be UTF-8. */
function requireType(
  request: Request,
  types: readonly string[],
  { streamed, isAnyEncoding, isOptional }: BodySpec<unknown>,
): string {
  const isAbsent = isOptional && request.body === null;
  const header = request.headers.get('content-type') ?? (isAbsent ? (types[0] ?? '') : '');
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice(8);
  const isFile = streamed.includes(type) || isAnyEncoding === true;
  const isUtf8 = isFile || charset === undefined || /^"?(utf-8|utf8|us-ascii)"?$/.test(charset);
  if (types.includes(type) && isUtf8) return type;
  throw new AppError(
    'unsupported_media_type',
    isUtf8 ? `Send ${types.join(' or ')}.` : 'Send UTF-8.',
    { headers: { 'accept-post': types.join(', ') } },
  );
}

function count(
  body: ReadableStream<Uint8Array>,
  maximumBytes: number,
  hashing: ReturnType<typeof sha256.create> | null,
): ReadableStream<Uint8Array> {
  let seen = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > maximumBytes) throw tooLarge(maximumBytes);
      hashing?.update(chunk);
      controller.enqueue(chunk);
    },
  });
  return body.pipeThrough(counter);
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return joinBytes(chunks, length);
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

function tooLarge(maximumBytes: number): AppError {
  return new AppError('too_large', `The body may have at most ${maximumBytes} bytes.`);
}
